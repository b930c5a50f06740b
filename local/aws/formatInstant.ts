/** An instant as AWS writes it in JSON: `2026-01-01T00:00:00Z`. @param time epoch seconds; their fraction is cut. */
export const formatInstant = (time: number): string =>
  new Date(time * 1000).toISOString().replace(/\.\d+Z$/, 'Z');
