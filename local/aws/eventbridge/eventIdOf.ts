import { hash } from 'node:crypto';

/** An id in the shape of a UUID, the same for the same words. */
export const eventIdOf = (...words: readonly (string | number)[]): string =>
  hash('sha256', words.join('\n')).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*$/, '$1-$2-$3-$4-$5');
