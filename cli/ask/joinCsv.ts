/** Where the first record of a table ends; a line break within quotes ends none. */
const endOfHead = (csv: string): number => {
  let isQuoted = false;
  for (let at = 0; at < csv.length; at += 1) {
    if (csv[at] === '"') isQuoted = !isQuoted;
    if (csv[at] === '\n' && !isQuoted) return at + 1;
  }
  return csv.length;
};

/** Tables of one head as one: that of later pages is left out. */
export const joinCsv = (pages: readonly string[]): string => {
  const [first = '', ...others] = pages;
  return [first, ...others.map((page) => page.slice(endOfHead(page)))].join('');
};
