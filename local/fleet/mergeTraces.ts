import { createTrace } from './createTrace.ts';
import type { Trace } from './trace.ts';
import { TraceError } from './traceError.ts';

const repeated = (names: readonly string[]): string[] => [
  ...new Set(names.filter((name, index) => names.indexOf(name) !== index)),
];

/**
 * Several traces as the one trace of one account, so that one player and one SageMaker serve them all.
 * @throws TraceError when two of them name the same endpoint or component: in an account there is one of each.
 */
export const mergeTraces = (traces: readonly Trace[]): Trace => {
  const endpoints = traces.flatMap((trace) => [...new Set(trace.instances.map((row) => row.endpoint))]);
  const components = traces.flatMap((trace) => trace.components);
  const faults = [
    ...repeated(endpoints).map((name) => `endpoint ${name}: in more than one trace; give each its own name`),
    ...repeated(components.map((row) => row.component)).map(
      (name) => `component ${name}: in more than one trace; give each its own name`,
    ),
  ];
  if (faults.length > 0) throw new TraceError(faults);
  return createTrace({
    components,
    instances: traces.flatMap((trace) => trace.instances),
    copies: traces.flatMap((trace) => trace.copies),
    invocations: traces.flatMap((trace) => trace.invocations),
  });
};
