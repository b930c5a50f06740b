/** What is seen in no print, or turns the print around: control and format characters, lone surrogates, ends of lines. */
const unseen = /[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/gu;

const spell = (character: string): string => `\\u{${character.codePointAt(0)?.toString(16)}}`;

/** A text on one line, with all of its characters visible: a line's end stands in it as `\u{a}`. */
export const visibleText = (text: string): string => text.replace(unseen, spell);
