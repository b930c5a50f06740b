import { clearLine, cursorTo } from 'node:readline';

export type Progress = {
  /** Shows how far the work is; replaces what was shown before. */
  show(text: string): void;
  /** Takes the line away. */
  clear(): void;
};

/** A line on the terminal that says how far long work is; nothing where nobody watches. */
export const createProgress = (stream: NodeJS.WriteStream): Progress => {
  if (!stream.isTTY) return { show: () => undefined, clear: () => undefined };
  const clear = () => {
    clearLine(stream, 0);
    cursorTo(stream, 0);
  };
  return {
    clear,
    show: (text) => {
      clear();
      stream.write(text.slice(0, stream.columns - 1));
    },
  };
};
