/** Control and format characters, lone surrogates and separators of lines: seen in no print, and they can steer or turn around what is. */
const unseen = /[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/gu;

const spell = (character: string): string => {
  const code = character.codePointAt(0) ?? 0;
  return code < 0x100 ? `\\x${code.toString(16).padStart(2, '0')}` : `\\u{${code.toString(16)}}`;
};

/**
 * A text as a terminal can safely show it, on one line: names and tags are whatever people write, also what would move the cursor,
 * colour, hide or rewrite what stands there. An escape stands in it as `\x1b`.
 */
export const plainText = (text: string): string => text.replace(unseen, spell);

/** The same of a text of several lines. */
export const plainLines = (text: string): string => text.split('\n').map(plainText).join('\n');
