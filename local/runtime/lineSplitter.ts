/** Passes text on line by line, whatever pieces it comes in; `end` passes on an unfinished last line. */
export const createLineSplitter = (
  onLine: (line: string) => void,
): { write(piece: string): void; end(): void } => {
  let rest = '';
  return {
    write: (piece) => {
      const lines = (rest + piece).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) onLine(line);
    },
    end: () => {
      if (rest !== '') onLine(rest);
      rest = '';
    },
  };
};
