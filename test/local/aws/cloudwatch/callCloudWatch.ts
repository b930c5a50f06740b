import { type CloudWatchOptions, createCloudWatchService } from '#local/aws/cloudwatch/cloudWatchService.ts';
import { createVirtualClock } from '#local/clock.ts';
import { createSampleSource, type SampledMetric } from './sampleSource.ts';

type Result = { Id: string; Label: string; Timestamps: number[]; Values: number[]; StatusCode: string };
type MetricData = {
  MetricDataResults: Result[];
  NextToken?: string;
  Messages: { Code: string; Value: string }[];
};

/** 2026-01-01T00:00:00Z, a Thursday; a multiple of a day. */
export const midnight = 1_767_225_600;

/** A stand-in at a time after `midnight`, with samples written down, and its operations with their input loose. */
export const startCloudWatch = (
  given: { at?: number; metrics?: readonly SampledMetric[] } & Partial<CloudWatchOptions> = {},
) => {
  const { at = 3600, metrics = [], ...options } = given;
  const clock = createVirtualClock(midnight + at);
  const source = createSampleSource(metrics);
  const service = createCloudWatchService({ clock, sources: [source], ...options });
  const call = (operation: string, input: object): unknown => service.operations[operation]?.(input);
  return {
    clock,
    source,
    service,
    /** Times are seconds after `midnight`. */
    getMetricData: ({ from, to, ...input }: { from: number; to: number; [member: string]: unknown }) =>
      call('GetMetricData', { StartTime: midnight + from, EndTime: midnight + to, ...input }) as MetricData,
    listMetrics: (input: object = {}) =>
      call('ListMetrics', input) as {
        Metrics: { Namespace: string; MetricName: string; Dimensions: { Name: string; Value: string }[] }[];
        OwningAccounts?: string[];
        NextToken?: string;
      },
    putMetricData: (input: object) => call('PutMetricData', input),
  };
};

/** A MetricStat query of a metric in namespace `App`. */
export const queryStat = (
  id: string,
  name: string,
  {
    stat = 'Sum',
    period = 60,
    dimensions = {},
    ...rest
  }: {
    stat?: string;
    period?: number;
    dimensions?: Record<string, string>;
    [member: string]: unknown;
  } = {},
) => ({
  Id: id,
  MetricStat: {
    Metric: {
      Namespace: 'App',
      MetricName: name,
      Dimensions: Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value })),
    },
    Stat: stat,
    Period: period,
  },
  ...rest,
});

/** A metric in namespace `App` with samples at seconds after `midnight`. */
export const sampled = (
  name: string,
  samples: readonly (readonly [time: number, value: number])[],
  dimensions: Record<string, string> = {},
): SampledMetric => ({
  metric: { namespace: 'App', name, dimensions },
  samples: samples.map(([time, value]) => [midnight + time, value]),
});

/** What a call throws, as the parts of an AwsError. */
export const refusalOf = (act: () => unknown): { shape: string; message: string; queryCode: string } => {
  try {
    act();
  } catch (error) {
    const { shape, message, queryCode } = error as { shape: string; message: string; queryCode: string };
    return { shape, message, queryCode };
  }
  throw new Error('nothing was thrown');
};
