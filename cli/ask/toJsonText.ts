/** Control and format characters that JSON leaves as they are; line breaks alone are its own. */
const unseen = /[^\P{Cc}\n]|[\p{Cf}\u2028\u2029]/gu;

/** As JSON escapes them, in halves of 16 bits. */
const spell = (character: string): string =>
  character
    .split('')
    .map((half) => `\\u${half.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .join('');

/** A document as text that a terminal can safely show; it reads as the same document. */
export const toJsonText = (document: unknown, indent = 2): string =>
  JSON.stringify(document, null, indent).replace(unseen, spell);
