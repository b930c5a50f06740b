import { simulateLoad } from './simulateLoad.ts';

/** The circumstances of the requests that a component gets in one publish interval. */
export type RequestContext = {
  component: string;
  /** Epoch seconds. */
  time: number;
  /** Copies of the component at that time. */
  copies: number;
  /** Instances of its variant at that time. */
  instances: number;
};

/** The value that each request adds to a metric as one sample, or undefined when it adds none. */
type RequestMetric = (context: RequestContext) => number | undefined;

const whenServed =
  (value: (context: RequestContext) => number): RequestMetric =>
  (context) =>
    context.copies > 0 ? value(context) : undefined;

/**
 * Metrics of the `AWS/SageMaker` namespace, as samples a request. A request that finds no copy is one of
 * `NoCapacityInvocationFailures` and has no latency; apart from those no request fails. Latencies (µs) follow
 * the component's simulated load.
 */
export const requestMetrics: ReadonlyMap<string, RequestMetric> = new Map<string, RequestMetric>([
  ['Invocations', () => 1],
  ['Invocation4XXErrors', () => 0],
  ['Invocation5XXErrors', () => 0],
  ['InvocationModelErrors', () => 0],
  ['ModelLatency', whenServed(({ component, time }) => 4_000 * simulateLoad(`latency ${component}`, time))],
  ['OverheadLatency', whenServed(({ component, time }) => 20 * simulateLoad(`overhead ${component}`, time))],
  ['InvocationsPerCopy', whenServed(({ copies }) => 1 / copies)],
  ['InvocationsPerInstance', ({ instances }) => (instances > 0 ? 1 / instances : undefined)],
  ['NoCapacityInvocationFailures', ({ copies }) => (copies === 0 ? 1 : undefined)],
]);
