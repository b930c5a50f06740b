import { createTrace } from './createTrace.ts';
import type { Trace } from './trace.ts';

/** The trace played `times` times in a row, `seconds` apart: a day that goes on for as long as anybody looks. */
export const repeatTrace = (trace: Trace, seconds: number, times: number): Trace => {
  const repeat = <Row extends { time: number }>(rows: readonly Row[]): Row[] =>
    Array.from({ length: times }, (_, index) =>
      rows.map((row) => ({ ...row, time: row.time + index * seconds })),
    ).flat();
  return createTrace({
    components: trace.components,
    instances: repeat(trace.instances),
    copies: repeat(trace.copies),
    invocations: repeat(trace.invocations),
  });
};
