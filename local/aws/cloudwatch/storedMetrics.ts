import { matchesFilter } from './matchesFilter.ts';
import { metricKey } from './metricKey.ts';
import type { Metric, MetricSource, ReadRequest } from './metricSource.ts';
import { createSampleLog, type SampleLog, type StatisticSet } from './sampleLog.ts';

type StoredMetric = { metric: Metric; resolution: number; log: SampleLog };

export type StoredMetrics = MetricSource & {
  /** Stores samples at `time` (epoch seconds), rounded down to the storage resolution (1 or 60 s). */
  put(metric: Metric, resolution: number, time: number, samples: StatisticSet): void;
};

/** What `PutMetricData` has stored, in memory, as statistic sets a second or a minute. */
export const createStoredMetrics = (): StoredMetrics => {
  const stored = new Map<string, StoredMetric>();
  // Most local runs put nothing; then a read must not cost the making of a key.
  const find = (metric: Metric): StoredMetric | undefined =>
    stored.size === 0 ? undefined : stored.get(metricKey(metric));

  return {
    put: (metric, resolution, time, samples) => {
      const key = metricKey(metric);
      const entry = stored.get(key) ?? { metric, resolution, log: createSampleLog() };
      entry.resolution = Math.min(entry.resolution, resolution);
      entry.log.add(Math.floor(time / resolution) * resolution, samples);
      stored.set(key, entry);
    },
    *list(filter, from, to) {
      for (const { metric, log } of stored.values())
        if (matchesFilter(metric, filter) && log.hasIn(from, to))
          yield { metric, firstSampleAt: log.firstTime() };
    },
    read: (request: ReadRequest) => find(request.metric)?.log.read(request) ?? [],
    resolution: (metric) => find(metric)?.resolution,
  };
};
