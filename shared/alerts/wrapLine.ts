/** Pieces of a word that is longer than a line. */
const breakWord = (word: string, width: number): string[] => {
  const characters = [...word];
  if (characters.length <= width) return [word];
  return Array.from({ length: Math.ceil(characters.length / width) }, (_, index) =>
    characters.slice(index * width, (index + 1) * width).join(''),
  );
};

const lengthOf = (text: string): number => [...text].length;

/** Breaks a text at its spaces into lines of so many characters at most; a longer word is broken itself. */
export const wrapLine = (text: string, width: number): string[] => {
  const lines: string[] = [];
  for (const word of text.split(' ').flatMap((each) => breakWord(each, width))) {
    const last = lines.at(-1);
    if (last === undefined || lengthOf(last) + 1 + lengthOf(word) > width) lines.push(word);
    else lines[lines.length - 1] = `${last} ${word}`;
  }
  return lines;
};
