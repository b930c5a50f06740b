import type { Deployment } from './deployment.ts';
import type { Fleet, Interval } from './fleet.ts';
import type { InvocationsRow, TraceComponent } from './trace.ts';

/** One life of an endpoint: there from `createdAt` to `deletedAt` (epoch seconds; Infinity while it stands). */
export type WorldEndpoint = {
  endpoint: string;
  createdAt: number;
  deletedAt: number;
  /** At least one, in order of time; the first starts with the endpoint, a later one is an update. */
  deployments: readonly Deployment[];
  tags?: Readonly<Record<string, string>>;
};

/** One life of an inference component, `createdAt` to `deletedAt` as an endpoint's. */
export type WorldComponent = TraceComponent & {
  createdAt: number;
  deletedAt: number;
  /** When absent: as its first copy is there, or at once when it never has one. */
  inServiceAt?: number;
};

/**
 * Samples that a publisher never sent, in [from, to): those of one container, or, without a container, an
 * instance's own.
 */
export type LostSamples = Interval & { instanceId: string; containerId?: string };

/**
 * All that the stand-ins know of an account's endpoints, their comings and goings included. A name may live
 * again later, as another entry; lives of one name do not overlap. An instance's deployment is one of its
 * endpoint's (the same object), and instance and container ids are never used twice. Requests of
 * `invocations` outside a life of their component are nobody's.
 */
export type World = Fleet & {
  endpoints: readonly WorldEndpoint[];
  components: readonly WorldComponent[];
  invocations: readonly InvocationsRow[];
  lost?: readonly LostSamples[];
  /** By model; the models themselves are those of the components, and stay. */
  modelTags?: Readonly<Record<string, Readonly<Record<string, string>>>>;
};
