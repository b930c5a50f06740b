import { visibleText } from '#shared/domain/visibleText.ts';
import { cardLine } from './chatText.ts';

/** SNS takes subjects of less than 100 characters. */
const mostCharacters = 99;

/** A name keeps as much at least. */
const leastOfName = 12;

const plain = new Map([
  ['\u2018', "'"],
  ['\u2019', "'"],
  ['\u201c', '"'],
  ['\u201d', '"'],
  ['\u2010', '-'],
  ['\u2013', '-'],
  ['\u2014', '-'],
  ['\u00df', 'ss'],
  ['\u00e6', 'ae'],
  ['\u00f8', 'o'],
]);

/** A text in ASCII: letters without their accents, and ? for what has no like. */
export const toAscii = (text: string): string =>
  [...visibleText(text).normalize('NFKD').replace(/\p{M}/gu, '')]
    .map((character) => plain.get(character) ?? (/[ -~]/.test(character) ? character : '?'))
    .join('');

const shorten = (name: string, most: number): string =>
  name.length <= most ? name : `${name.slice(0, most - 3)}...`;

/**
 * A subject line: less than 100 ASCII characters, the first of them no space. Where it is too long, its name is shortened first.
 *
 * @param rest what goes on right after the name.
 */
export const toSubject = (name: string, rest: string): string => {
  const [own, others] = [toAscii(cardLine(name)).trimStart(), toAscii(rest)];
  const room = Math.max(leastOfName, mostCharacters - others.length);
  return shorten(`${shorten(own, room)}${others}`.trimStart(), mostCharacters) || '-';
};
