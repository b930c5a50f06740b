const toCents = (cell: string): bigint | undefined => {
  const [, sign, whole = '', cents = ''] = /^(−?)\$([\d,]+)\.(\d\d)$/.exec(cell) ?? [];
  if (whole === '') return undefined;
  const value = BigInt(whole.replaceAll(',', '') + cents);
  return sign === '' ? value : -value;
};

/** Costs of a printed table in cents: each row's, undefined without a price, and the total. They stand last but one, before the share. */
export const printedCents = (stdout: string): { rows: (bigint | undefined)[]; total: bigint | undefined } => {
  const lines = stdout.split('\n');
  const rule = lines.findIndex((line) => /^─+$/.test(line));
  const costOf = (line: string | undefined) => toCents(line?.split(/ {2,}/).at(-2) ?? '');
  return { rows: lines.slice(1, rule).map(costOf), total: costOf(lines[rule + 1]) };
};

/** Cents of a decimal of dollars, half up. */
export const roundedCents = (usd: string): bigint => {
  const nano = BigInt(usd.replace('.', ''));
  const shifted = nano + 5_000_000n;
  const cents = shifted / 10_000_000n;
  return shifted % 10_000_000n < 0n ? cents - 1n : cents;
};
