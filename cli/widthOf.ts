import { stripVTControlCharacters } from 'node:util';

/** Characters of the longest line of a text, colours not counted. */
export const widthOf = (text: string): number =>
  stripVTControlCharacters(text)
    .split('\n')
    .reduce((longest, line) => Math.max(longest, line.length), 0);
