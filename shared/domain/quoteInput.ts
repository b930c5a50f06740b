import { visibleText } from './visibleText.ts';

/** What someone wrote, in quotes for a message to them: no longer than `most` characters, all of them visible. */
export const quoteInput = (text: string, most = 60): string => {
  const shown = text.length > most ? `${text.slice(0, most)}…` : text;
  return `"${visibleText(shown)}"`;
};
