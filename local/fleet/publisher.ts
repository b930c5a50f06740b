import type { EndpointFleet } from './endpointFleet.ts';
import type { Interval } from './fleet.ts';

/** Something that publishes one sample a metric at every multiple of the publish frequency in its interval. */
export type Publisher = Interval & {
  /** Everything it can be told apart by; a series names some of these. */
  dimensions: Readonly<Record<string, string>>;
  /** Whether its variant has several instance types. */
  isPooled: boolean;
  /** What it publishes under a metric's name at a time (epoch seconds). */
  measure(name: string, time: number): number;
};

/** The names of the dimensions that a series has, exactly. */
export type DimensionSet = {
  names: readonly string[];
  /** Published for variants with instance pools only. */
  onlyPooled?: boolean;
};

/** Publishers of one kind, the metrics they publish, and the dimension sets these are published under. */
export type Population = {
  namespace: string;
  names: readonly string[];
  sets: readonly DimensionSet[];
  /** The endpoint's publishers that are there at some moment of [from, to). */
  publishersOf(fleet: EndpointFleet, from: number, to: number): Publisher[];
  /** The publishers in one container, for populations that live in containers. */
  publishersIn?: (fleet: EndpointFleet, containerId: string) => Publisher[];
};
