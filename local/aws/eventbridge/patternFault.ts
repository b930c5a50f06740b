/** What is wrong with an event pattern, and where in it. */
export const patternFault = (where: string, text: string): RangeError =>
  new RangeError(`event pattern, ${where}: ${text}`);

/** A JSON object, and no array. */
export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
