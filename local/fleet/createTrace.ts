import type { Trace, TraceRows } from './trace.ts';

const byTime = (a: { time: number }, b: { time: number }): number => a.time - b.time;

/** Rows in any order as a trace, in order of time. @throws RangeError without a single timed row. */
export const createTrace = (rows: TraceRows): Trace => {
  const timed = { instances: rows.instances, copies: rows.copies, invocations: rows.invocations };
  let start = Number.POSITIVE_INFINITY;
  let end = Number.NEGATIVE_INFINITY;
  for (const { time } of Object.values(timed).flat()) {
    start = Math.min(start, time);
    end = Math.max(end, time);
  }
  if (start > end) throw new RangeError('a trace needs at least one row with a time');
  return {
    components: rows.components,
    instances: timed.instances.toSorted(byTime),
    copies: timed.copies.toSorted(byTime),
    invocations: timed.invocations.toSorted(byTime),
    start,
    end,
  };
};
