import type { InvocationsRow } from './trace.ts';

/** A component's requests over time, spread evenly over each row's seconds without losing one. */
export type RequestCounter = {
  /** Requests before `time` (epoch seconds). */
  before(time: number): number;
  /** The rows with requests that overlap [from, to), in order of time. */
  rowsIn(from: number, to: number): InvocationsRow[];
};

/**
 * Counts requests by the rows of one component, which must be in order of time and not overlap. Within a row
 * `floor(invocations × seconds since its start / seconds)` have come: the cumulative floor, whose differences
 * are whole and add up to the row.
 */
export const createRequestCounter = (rows: readonly InvocationsRow[]): RequestCounter => {
  const totals = new Float64Array(rows.length);
  let total = 0;
  for (const [index, row] of rows.entries()) {
    totals[index] = total;
    total += row.invocations;
  }
  /** The last row that starts at or before `time`, or -1. */
  const findRow = (time: number): number => {
    let low = 0;
    let high = rows.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((rows[middle]?.time ?? 0) <= time) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  };
  const before = (time: number): number => {
    const index = findRow(time);
    const row = rows[index];
    if (row === undefined) return 0;
    const elapsed = Math.min(time - row.time, row.seconds);
    return (totals[index] ?? 0) + Math.floor((row.invocations * elapsed) / row.seconds);
  };
  return {
    before,
    rowsIn: (from, to) => {
      const found: InvocationsRow[] = [];
      for (let index = Math.max(0, findRow(from)); index < rows.length; index += 1) {
        const row = rows[index];
        if (row === undefined || row.time >= to) break;
        if (row.time + row.seconds > from && row.invocations > 0) found.push(row);
      }
      return found;
    },
  };
};
