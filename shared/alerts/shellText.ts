import { visibleText } from '#shared/domain/visibleText.ts';

const bare = /^[\w./:,+=@%-]+$/;

const quote = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;

/** A word as a shell reads it back. */
export const shellWord = (word: string): string => {
  const text = visibleText(word);
  return bare.test(text) ? text : quote(text);
};

/** A command on one line. */
export const toCommandText = (words: readonly string[]): string => words.map(shellWord).join(' ');

const lengthOf = (text: string): number => [...text].length;

/** A word that no line holds, as pieces that a shell joins again because nothing stands between them. */
const breakWord = (word: string, width: number): string[] => {
  const characters = [...visibleText(word)];
  if (bare.test(word) && word.length + 6 <= width) return [word];
  // A quote is written with four characters; around it stand an indent, quotes and what says that the line goes on.
  const size = Math.floor((width - 8) / 4);
  return Array.from({ length: Math.ceil(characters.length / size) }, (_, index) =>
    quote(characters.slice(index * size, (index + 1) * size).join('')),
  );
};

/** Options with their values, which stand on one line where they can. */
const pairOptions = (words: readonly string[]): string[][] => {
  const units: string[][] = [];
  for (const word of words) {
    const last = units.at(-1);
    if (last?.length === 1 && last[0]?.startsWith('--') && !word.startsWith('--')) last.push(word);
    else units.push([word]);
  }
  return units;
};

/**
 * A command on lines of so many characters at most, which a shell reads as one: two spaces before it, four before what goes on, and
 * none within a word that is broken itself.
 */
export const toCommandLines = (words: readonly string[], width: number): string[] => {
  const lines = [' '];
  const last = (): string => lines.at(-1) ?? '';
  const end = (next: string): void => {
    lines[lines.length - 1] = `${last()}${next.startsWith(' ') ? ' ' : ''}\\`;
    lines.push(next);
  };
  for (const unit of pairOptions(words)) {
    const whole = toCommandText(unit);
    // Room for what says that the line goes on.
    if (lengthOf(last()) + 1 + lengthOf(whole) + 2 <= width) lines[lines.length - 1] = `${last()} ${whole}`;
    else if (4 + lengthOf(whole) + 2 <= width) end(`    ${whole}`);
    else
      for (const word of unit)
        breakWord(word, width).forEach((part, index) => {
          end(index === 0 ? `    ${part}` : part);
        });
  }
  return lines;
};
