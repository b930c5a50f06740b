import { visibleText } from '#shared/domain/visibleText.ts';
import { cardLine, chatText } from './chatText.ts';
import { toCommandLines, toCommandText } from './shellText.ts';
import { wrapLine } from './wrapLine.ts';

/** A piece of a message: a fact in words, one of several things, or a command as its words. */
export type Piece = { kind: 'fact' | 'item'; text: string } | { kind: 'command'; words: readonly string[] };

export const fact = (text: string): Piece => ({ kind: 'fact', text });
export const item = (text: string): Piece => ({ kind: 'item', text });
export const command = (words: readonly string[]): Piece => ({ kind: 'command', words });

/** What people are told; of lines, of which a card shows 24, callers give no more. */
export type Message = { subject: string; text: string; chat: string; lines: string[] };

/** No line of a text is longer. */
const lineWidth = 100;

const layOut = (piece: Piece): string[] => {
  switch (piece.kind) {
    case 'fact':
      return wrapLine(visibleText(piece.text), lineWidth);
    case 'item':
      return wrapLine(visibleText(piece.text), lineWidth - 2).map(
        (line, index) => `${index === 0 ? '- ' : '  '}${line}`,
      );
    case 'command':
      return toCommandLines(piece.words, lineWidth);
  }
};

const toLine = (piece: Piece): string => {
  if (piece.kind === 'command') return toCommandText(piece.words);
  return `${piece.kind === 'item' ? '- ' : ''}${visibleText(piece.text)}`;
};

/**
 * A message of blocks of pieces, with a line between them in the text.
 *
 * @param headline first line of the text, which the subject says in short.
 */
export const composeMessage = (
  subject: string,
  headline: string,
  blocks: readonly (readonly Piece[])[],
): Message => {
  const text = [[fact(headline)], ...blocks]
    .filter((block) => block.length > 0)
    .map((block) => block.flatMap(layOut).join('\n'))
    .join('\n\n');
  const lines = blocks.flat().map((piece) => cardLine(toLine(piece)));
  return { subject, text, chat: chatText(text), lines };
};
