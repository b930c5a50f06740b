import { type Cell, turnRings } from './turnRings.ts';

type Table = bigint[][];

const absolute = (amount: bigint): bigint => (amount < 0n ? -amount : amount);

const cellOf = (table: Table, row: number, column: number): bigint => table[row]?.[column] ?? 0n;

const addTo = (row: bigint[] | undefined, column: number, amount: bigint): void => {
  if (row !== undefined) row[column] = (row[column] ?? 0n) + amount;
};

const sumOf = (amounts: readonly bigint[]): bigint => amounts.reduce((a, b) => a + b, 0n);

/** The row in which the one and some other of these columns are best moved: at no step anyhow, and large. */
const findCarrier = (table: Table, column: number, others: readonly number[], step: bigint) => {
  const isOff = (row: number, at: number) => cellOf(table, row, at) % step !== 0n;
  const all = table.flatMap((_, row) =>
    others.map((other) => ({
      row,
      other,
      isFit: isOff(row, column) && isOff(row, other),
      size: absolute(cellOf(table, row, column)),
    })),
  );
  return all.reduce<(typeof all)[number] | undefined>((best, each) => {
    if (best === undefined || (each.isFit && !best.isFit)) return each;
    return each.isFit === best.isFit && each.size > best.size ? each : best;
  }, undefined);
};

/** Moves columns to the totals that they are to have, and what that takes to a column of the same row whose total is free. */
const moveToTotals = (table: Table, totals: readonly (bigint | undefined)[], step: bigint): void => {
  const free = totals.flatMap((total, column) => (total === undefined ? [column] : []));
  totals.forEach((total, column) => {
    const left = (total ?? 0n) * step - sumOf(table.map((row) => row[column] ?? 0n));
    const carrier = total === undefined || left === 0n ? undefined : findCarrier(table, column, free, step);
    if (carrier === undefined) return;
    addTo(table[carrier.row], column, left);
    addTo(table[carrier.row], carrier.other, -left);
  });
};

const stepBelow = (amount: bigint, step: bigint): bigint => {
  const rest = amount % step;
  return (amount - (rest < 0n ? rest + step : rest)) / step;
};

/**
 * Rounds a table each of whose rows comes to nothing, as before + change − after does, so that it still does and columns add up.
 *
 * Laws: each row comes to nothing, and the totals do; each column adds up to its total; an amount at a whole step stays, and every
 * other goes to one of the two that it lies between: but for the rows, one for each total that is given, that take what rounding
 * the totals leaves.
 * @param totals of columns, in steps, each less than a step from the exact sum; undefined for those that are rounded with the rest.
 */
export const roundBalanced = (
  rows: readonly (readonly bigint[])[],
  totals: readonly (bigint | undefined)[],
  step: bigint,
): { rows: bigint[][]; totals: bigint[] } => {
  const table = rows.map((row) => [...row]);
  moveToTotals(table, totals, step);
  // A last row has the totals, to be taken away, so that columns come to nothing, too.
  table.push(totals.map((_, column) => -sumOf(table.map((row) => row[column] ?? 0n))));
  const cells = table.map((amounts, row) =>
    amounts.map((amount, column): Cell => ({ row, column, above: amount - stepBelow(amount, step) * step })),
  );
  turnRings(cells, step);
  const rounded = table.map((amounts, row) =>
    amounts.map((amount, column) => {
      const above = cells[row]?.[column]?.above ?? 0n;
      return stepBelow(amount, step) + (2n * above >= step ? 1n : 0n);
    }),
  );
  return { rows: rounded.slice(0, -1), totals: (rounded.at(-1) ?? []).map((total) => -total) };
};
