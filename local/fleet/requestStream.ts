import type { EndpointFleet } from './endpointFleet.ts';
import type { Placement } from './fleet.ts';
import { availabilityZoneOf } from './fleetIds.ts';
import type { RequestCounter } from './requestCounter.ts';
import type { RequestContext } from './requestMetrics.ts';
import type { TraceComponent } from './trace.ts';

/** Requests of one publish interval that share their circumstances and their place. */
export type RequestBatch = RequestContext & {
  requests: number;
  /** Where they went; without the copy's dimensions when copies were not asked for. */
  dimensions: Readonly<Record<string, string>>;
};

/** One component's requests, as samples at the start of the publish interval they fall into. */
export type RequestStream = {
  owner: TraceComponent;
  isPooled: boolean;
  /** A batch for each publish interval with requests that starts in [from, to), in order of time. */
  batches(from: number, to: number): Generator<RequestBatch>;
  /** The same requests by the copy that served them, of one container when it is named; those that found no copy are left out. */
  batchesByCopy(from: number, to: number, containerId?: string): Generator<RequestBatch>;
  /** The component's copies that are there at some moment of [from, to), in order of their start. */
  copies(from: number, to: number): { placement: Placement; dimensions: Readonly<Record<string, string>> }[];
};

export type RequestStreamOptions = {
  owner: TraceComponent;
  fleet: EndpointFleet;
  counter: RequestCounter;
  publishFrequency: number;
  /** No request before this time (epoch seconds) is published. */
  startsAt: number;
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
  const { owner, fleet, counter, publishFrequency: frequency, startsAt, region } = options;
  const own = {
    EndpointName: owner.endpoint,
    VariantName: owner.variant,
    InferenceComponentName: owner.component,
  };
  const align = (time: number): number => Math.ceil(time / frequency) * frequency;
  // Trace times are whole seconds, so half a second asks for exactly one instant.
  const copiesAt = (time: number) => fleet.copiesOf(owner.component).overlapping(time, time + 0.5);
  const instancesAt = (time: number): number =>
    fleet.instances.overlapping(time, time + 0.5).filter(({ variant }) => variant === owner.variant).length;
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
    let next = align(Math.max(from, startsAt));
    for (const row of counter.rowsIn(next, align(to))) {
      next = Math.max(next, Math.floor(row.time / frequency) * frequency);
      for (; next < Math.min(to, row.time + row.seconds); next += frequency) yield next;
    }
  }
  return {
    owner,
    isPooled: fleet.isPooled(owner.variant),
    *batches(from, to) {
      for (const time of servedTimes(from, to)) {
        const requests = counter.before(time + frequency) - counter.before(time);
        if (requests > 0) yield { ...contextAt(time, copiesAt(time)), requests, dimensions: own };
      }
    },
    *batchesByCopy(from, to, containerId) {
      for (const time of servedTimes(from, to)) {
        const first = counter.before(time);
        const end = counter.before(time + frequency);
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
        .copiesOf(owner.component)
        .overlapping(from, to)
        .map((placement) => ({ placement, dimensions: dimensionsOf(placement) })),
  };
};
