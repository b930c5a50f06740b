import { type Holding, holdingKey, type SlotCounts } from '#shared/domain/samples.ts';
import type { Instant } from '#shared/domain/time.ts';
import type { Metric } from './metric.ts';
import type { PoolSeries } from './poolSeries.ts';

/** One series on its way from metric to slot counts. */
export type SeriesRow = {
  key: string;
  instance: string;
  metric: Metric;
  /** Whether it is of one thing. */
  isSingle: boolean;
  /** Undefined for an instance's own series. */
  holding: Omit<Holding, 'counts'> | undefined;
  /** Seconds between its samples. */
  frequency: number;
  /** What was seen, by start of bucket or hour. */
  cells: Map<Instant, SlotCounts>;
  /** CloudWatch would not give it, or gave more than it can have. */
  isUnread: boolean;
};

export const toRows = (series: PoolSeries, frequency: number): SeriesRow[] => {
  const none = { frequency, isUnread: false, isSingle: series.kind === 'single' };
  return [
    ...series.instances.map(({ instance, metric }): SeriesRow => {
      return { ...none, key: instance, instance, metric, holding: undefined, cells: new Map() };
    }),
    ...series.holdings.map(({ metric, instance, container, component, accelerator }): SeriesRow => {
      const holding = { instance, container, component, accelerator };
      return { ...none, key: holdingKey(holding), instance, metric, holding, cells: new Map() };
    }),
  ];
};
