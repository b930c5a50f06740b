import type { Trace } from './trace.ts';

/** The same trace `seconds` later (earlier when negative). Whole seconds. */
export const shiftTrace = (trace: Trace, seconds: number): Trace => {
  const shift = <Row extends { time: number }>(rows: readonly Row[]): Row[] =>
    rows.map((row) => ({ ...row, time: row.time + seconds }));
  return {
    components: trace.components,
    instances: shift(trace.instances),
    copies: shift(trace.copies),
    invocations: shift(trace.invocations),
    start: trace.start + seconds,
    end: trace.end + seconds,
  };
};
