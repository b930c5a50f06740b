import type { Trace } from '#local/fleet/trace.ts';

type Step = { time: number; count: number };

/** Count × seconds of each sample in [from, to): a sample at a multiple of `frequency` stands for its whole slot. */
const sampleSteps = (steps: readonly Step[], frequency: number, from: number, to: number): number => {
  let seconds = 0;
  let next = 0;
  let count = 0;
  for (let time = Math.ceil(from / frequency) * frequency; time < to; time += frequency) {
    for (let step = steps[next]; step !== undefined && step.time <= time; step = steps[next]) {
      count = step.count;
      next += 1;
    }
    seconds += count * frequency;
  }
  return seconds;
};

/**
 * What samples of a trace's step functions must come to, computed from its rows alone: GPU-seconds by component, and
 * instance-seconds by endpoint and type. The frequency divides five minutes; `from` and `to` are bucket edges.
 */
export const sampleTrace = (trace: Trace, frequency: number, from: number, to: number) => {
  const copies = Map.groupBy(trace.copies, ({ component }) => component);
  const gpuSeconds = new Map(
    trace.components.map(({ component, gpusPerCopy }) => {
      const steps = (copies.get(component) ?? []).map((row) => ({ time: row.time, count: row.copies }));
      return [component, gpusPerCopy * sampleSteps(steps, frequency, from, to)];
    }),
  );
  const instances = Map.groupBy(trace.instances, (row) => `${row.endpoint} ${row.instanceType}`);
  const instanceSeconds = new Map(
    [...instances].map(([key, rows]) => {
      const steps = rows.map((row) => ({ time: row.time, count: row.instances }));
      return [key, sampleSteps(steps, frequency, from, to)];
    }),
  );
  return { gpuSeconds, instanceSeconds };
};
