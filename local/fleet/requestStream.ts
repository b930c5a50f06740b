import type { Deployment } from './deployment.ts';
import type { EndpointFleet } from './endpointFleet.ts';
import type { Interval, Placement } from './fleet.ts';
import { availabilityZoneOf } from './fleetIds.ts';
import type { IntervalIndex } from './intervalIndex.ts';
import { isPooled } from './isPooled.ts';
import type { RequestCounter } from './requestCounter.ts';
import type { RequestContext } from './requestMetrics.ts';
import type { TraceComponent } from './trace.ts';

/** Requests of one publish interval that share their circumstances and their place. */
export type RequestBatch = RequestContext & {
  requests: number;
  /** Where they went; without the copy's dimensions when copies were not asked for. */
  dimensions: Readonly<Record<string, string>>;
};

/** A component's requests over a span of time, as samples at the start of the publish interval they fall into. */
export type RequestStream = {
  owner: TraceComponent;
  /** Seconds. */
  publishFrequency: number;
  isPooled: boolean;
  /** A batch for each publish interval with requests that starts in [from, to), in order of time. */
  batches(from: number, to: number): Generator<RequestBatch>;
  /** The same requests by the copy that served them, of one container when it is named; those that found no copy are left out. */
  batchesByCopy(from: number, to: number, containerId?: string): Generator<RequestBatch>;
  /** When each copy that is there at some moment of [from, to) can have samples, in order of their start. */
  copies(from: number, to: number): (Interval & { dimensions: Readonly<Record<string, string>> })[];
};

export type RequestStreamOptions = {
  owner: TraceComponent;
  fleet: EndpointFleet;
  counter: RequestCounter;
  /** The deployment that is in force over the span. */
  deployment: Deployment;
  /** Requests outside of it are not published. */
  span: Interval;
  region: string;
};

/**
 * The component's requests are numbered from 0 and request n goes to copy n modulo the copies there are: how many
 * of the requests numbered [first, end) the copy at `index` gets.
 */
const dealt = (first: number, end: number, index: number, copies: number): number =>
  Math.ceil((end - index) / copies) - Math.ceil((first - index) / copies);

/** A component's requests, dealt in turn to the copies that are there at the start of each publish interval. */
export const createRequestStream = (options: RequestStreamOptions): RequestStream => {
  const { owner, fleet, counter, deployment, span, region } = options;
  const frequency = deployment.publishFrequency;
  // An adapter's requests are served by its base's copies.
  const host = owner.base ?? owner.component;
  const own = {
    EndpointName: owner.endpoint,
    VariantName: owner.variant,
    InferenceComponentName: owner.component,
  };
  const alignDown = (time: number): number => Math.floor(time / frequency) * frequency;
  const alignUp = (time: number): number => Math.ceil(time / frequency) * frequency;
  const clampToSpan = (time: number): number => Math.max(span.from, Math.min(span.to, time));
  /** Requests of the span before `time`, counted from any fixed number. */
  const before = (time: number): number => counter.before(clampToSpan(time));
  // Trace times are whole seconds, so half a second asks for exactly one instant. A publish interval that begins
  // before the span is seen as the span begins.
  const there = <Item extends Interval>(index: IntervalIndex<Item>, time: number): Item[] =>
    index.overlapping(Math.max(time, span.from), Math.max(time, span.from) + 0.5);
  const copiesAt = (time: number): Placement[] => there(fleet.copiesOf(host), time);
  const instancesAt = (time: number): number =>
    there(fleet.instances, time).filter(({ variant }) => variant === owner.variant).length;
  const contextAt = (time: number, copies: readonly Placement[]): RequestContext => ({
    component: owner.component,
    time,
    copies: copies.length,
    instances: instancesAt(time),
  });
  const dimensionsOf = ({ instance, containerId }: Placement): Record<string, string> => ({
    ...own,
    InstanceId: instance.instanceId,
    ContainerId: containerId,
    InstanceType: instance.instanceType,
    Region: region,
    AvailabilityZone: availabilityZoneOf(instance.instanceId, region),
  });

  /** Times of publish intervals that start in [from, to) and may have requests, without walking the gaps. */
  function* servedTimes(from: number, to: number): Generator<number> {
    let next = Math.max(alignUp(from), alignDown(span.from));
    const end = Math.min(to, span.to);
    for (const row of counter.rowsIn(next, alignUp(end))) {
      next = Math.max(next, alignDown(row.time));
      for (; next < Math.min(end, row.time + row.seconds); next += frequency) yield next;
    }
  }
  return {
    owner,
    publishFrequency: frequency,
    isPooled: isPooled(deployment, owner.variant),
    *batches(from, to) {
      for (const time of servedTimes(from, to)) {
        const requests = before(time + frequency) - before(time);
        if (requests > 0) yield { ...contextAt(time, copiesAt(time)), requests, dimensions: own };
      }
    },
    *batchesByCopy(from, to, containerId) {
      for (const time of servedTimes(from, to)) {
        const first = before(time);
        const end = before(time + frequency);
        const copies = end > first ? copiesAt(time) : [];
        const context = contextAt(time, copies);
        for (const [index, placement] of copies.entries()) {
          if (containerId !== undefined && placement.containerId !== containerId) continue;
          const requests = dealt(first, end, index, copies.length);
          if (requests > 0) yield { ...context, requests, dimensions: dimensionsOf(placement) };
        }
      }
    },
    copies: (from, to) =>
      fleet
        .copiesOf(host)
        // The span may begin within the last interval asked for: a copy too many has no sample there.
        .overlapping(Math.max(from, span.from), Math.min(to, span.to) + frequency)
        .map((placement) => ({
          from: placement.from <= span.from ? alignDown(span.from) : placement.from,
          to: placement.to,
          dimensions: dimensionsOf(placement),
        })),
  };
};
