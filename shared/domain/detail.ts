import type { SeriesKind, SlotCounts } from './samples.ts';
import type { Instant } from './time.ts';

/** Counts of one series in each of an hour's twelve buckets, as the bucket has them; undefined where it has none. */
export type HourCounts = readonly (SlotCounts | undefined)[];

/** One container of a component on one instance, and what it held. */
export type DetailCopy = {
  component: string;
  instance: string;
  container: string;
  /** Its part of what the hour's buckets allocate to its component. */
  unitSeconds: number;
  accelerators: readonly { accelerator: string; counts: HourCounts }[];
};

/** What was read by one kind of series at one publish frequency. */
export type DetailSeries = {
  kind: SeriesKind;
  publishFrequency: number;
  instances: readonly { instance: string; counts: HourCounts }[];
  copies: readonly DetailCopy[];
};

/** An hour of a pool in full: the slots, copies and accelerators under its roll-up. */
export type Detail = {
  hour: Instant;
  /** Sum of the versions of the buckets that it was made from: it only grows, so the later of two is known. */
  revision: number;
  series: readonly DetailSeries[];
  /** Accelerator-seconds allocated beyond what accelerators' samples show, by component: from weaker evidence. */
  unsampled: ReadonlyMap<string, number>;
};
