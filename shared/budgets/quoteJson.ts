import { quoteInput } from '#shared/domain/quoteInput.ts';

/** A value of a document for a message: a text in quotes, anything else as it is written. */
export const quoteJson = (value: unknown): string =>
  typeof value === 'string' ? quoteInput(value) : quoteInput(JSON.stringify(value)).slice(1, -1);
