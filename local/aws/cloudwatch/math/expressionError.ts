/** What is wrong with an expression, without its Id: whoever knows the Id puts it in front. */
export class ExpressionError extends Error {
  override readonly name = 'ExpressionError';
}
