/** A CloudWatch metric: a namespace, a name and exactly this set of dimensions. */
export type Metric = {
  namespace: string;
  name: string;
  dimensions: Readonly<Record<string, string>>;
};

/** What `ListMetrics` can ask for; a dimension without a value matches any value. All must match. */
export type MetricFilter = {
  namespace?: string;
  name?: string;
  dimensions?: readonly { name: string; value?: string }[];
};

/** `p99`: what so many percent of the samples do not exceed. */
export type Percentile = `p${number}`;

export type Statistic = 'SampleCount' | 'Sum' | 'Average' | 'Minimum' | 'Maximum' | Percentile;

export const isPercentile = (statistic: Statistic): statistic is Percentile => statistic.startsWith('p');

/** The share of samples that a percentile is of. */
export const shareOf = (percentile: Percentile): number => Number(percentile.slice(1)) / 100;

export type ReadRequest = {
  metric: Metric;
  statistic: Statistic;
  /** Epoch seconds, inclusive; a multiple of `period`, but for percentiles. */
  start: number;
  /** Epoch seconds, exclusive. */
  end: number;
  /** Seconds. */
  period: number;
  /** Only samples stamped before this (epoch seconds) exist yet. */
  before: number;
};

/** Where the CloudWatch stand-in's data points come from: a fleet player, or what `PutMetricData` stored. */
export type MetricSource = {
  /** Metrics that match and have at least one sample in [from, to), each with its first sample's time (ever). */
  list(filter: MetricFilter, from: number, to: number): Iterable<{ metric: Metric; firstSampleAt: number }>;
  /**
   * The statistic for each period of [start, end): element i stands for [start + i·period, start + (i+1)·period),
   * `NaN` where there is no sample. Empty when the metric is unknown here.
   */
  read(request: ReadRequest): Float64Array | number[];
  /** Seconds between the metric's samples (its storage resolution), or undefined when it is unknown here. */
  resolution(metric: Metric): number | undefined;
};
