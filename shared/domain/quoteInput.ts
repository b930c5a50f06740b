/** What is seen in no print, or turns the print around: control and format characters, lone surrogates. */
const unseen = /[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/gu;

const spell = (character: string): string => `\\u{${character.codePointAt(0)?.toString(16)}}`;

/** What someone wrote, in quotes for a message to them: no longer than `most` characters, all of them visible. */
export const quoteInput = (text: string, most = 60): string => {
  const shown = text.length > most ? `${text.slice(0, most)}…` : text;
  return `"${shown.replace(unseen, spell)}"`;
};
