/** What is wrong with an event pattern, and where in it. */
export const patternFault = (where: string, text: string): RangeError =>
  new RangeError(`event pattern, ${where}: ${text}`);
