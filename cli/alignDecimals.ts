const decimalsOf = (text: string): number => (text.includes('.') ? text.length - text.indexOf('.') - 1 : 0);

/** Amounts of one column with as many decimals as the one that has most, so that their points stand below each other. */
export const alignDecimals = (texts: readonly string[]): string[] => {
  const most = texts.reduce((longest, text) => Math.max(longest, decimalsOf(text)), 0);
  return texts.map((text) => {
    const own = decimalsOf(text);
    return own === 0 ? text : text + '0'.repeat(most - own);
  });
};
