import type { Load } from '#shared/domain/load.ts';
import { type Holding, holdingKey, type SlotCounts } from '#shared/domain/samples.ts';
import type { Instant } from '#shared/domain/time.ts';
import type { Metric } from './metric.ts';
import type { PoolSeries } from './poolSeries.ts';

/** One series on its way from metric to slot counts. */
export type SeriesRow = {
  key: string;
  instance: string;
  metric: Metric;
  /** Undefined for an instance's own series. */
  holding: Omit<Holding, 'counts' | 'load'> | undefined;
  /** Seconds between its samples. */
  frequency: number;
  /** What was seen, by start of bucket or hour. */
  cells: Map<Instant, SlotCounts>;
  /** What a held accelerator did in each of them. */
  loads: Map<Instant, Load>;
  /** CloudWatch would not give it, or gave more than it can have. */
  isUnread: boolean;
  /** CloudWatch would not say what it did. */
  isUnmeasured: boolean;
};

export const toRows = (series: PoolSeries, frequency: number): SeriesRow[] => {
  const none = () => ({
    frequency,
    isUnread: false,
    isUnmeasured: false,
    cells: new Map(),
    loads: new Map(),
  });
  return [
    ...series.instances.map(({ instance, metric }): SeriesRow => {
      return { ...none(), key: instance, instance, metric, holding: undefined };
    }),
    ...series.holdings.map(({ metric, instance, container, component, accelerator, units }): SeriesRow => {
      const own = { instance, container, component, accelerator };
      const holding = units === undefined ? own : { ...own, units };
      return { ...none(), key: holdingKey(holding), instance, metric, holding };
    }),
  ];
};
