/** Whether SageMaker says that there is no such thing: it has no error of its own for it, a ValidationException says so. */
export const isGone = (error: unknown): boolean =>
  error instanceof Error &&
  error.name === 'ValidationException' &&
  error.message.startsWith('Could not find');

/** To catch with, where a thing may go between being heard of and being asked about. */
export const undefinedWhenGone = (error: unknown): undefined => {
  if (!isGone(error)) throw error;
};
