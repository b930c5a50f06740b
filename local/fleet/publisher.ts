import type { EndpointFleet } from './endpointFleet.ts';
import type { Interval } from './fleet.ts';

/** Something that publishes one sample a metric at every multiple of its frequency (seconds) in its interval. */
export type Publisher = Interval & {
  frequency: number;
  /** Where in the interval its samples were lost: disjoint, in order. */
  lost: readonly Interval[];
  /** Everything it can be told apart by; it is in the series whose dimensions it has. */
  dimensions: Readonly<Record<string, string>>;
  /** What it publishes under a metric's name at a time (epoch seconds). */
  measure(name: string, time: number): number;
};

/** Publishers of one kind, the metrics they publish, and the dimension sets these are published under. */
export type Population = {
  namespace: string;
  names: readonly string[];
  /** Each the names of the dimensions that a series has, exactly; a publisher without one of them is not in it. */
  sets: readonly (readonly string[])[];
  /** The endpoint's publishers that are there at some moment of [from, to). */
  publishersOf(fleet: EndpointFleet, from: number, to: number): Publisher[];
  /** The publishers in one container, for populations that live in containers. */
  publishersIn?: (fleet: EndpointFleet, containerId: string) => Publisher[];
};
