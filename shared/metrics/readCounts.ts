import {
  type CloudWatchClient,
  GetMetricDataCommand,
  type GetMetricDataCommandOutput,
  type MetricDataQuery,
} from '@aws-sdk/client-cloudwatch';
import { isRefusal } from '#shared/aws/isRefusal.ts';
import { type RetryTools, retryUntil } from '#shared/aws/retry.ts';
import type { Instant } from '#shared/domain/time.ts';
import type { Metric } from './metric.ts';

/** SampleCount, or what was asked for, of each period of the range, in order; undefined when CloudWatch would not give the whole of it. */
export type Counts = number[] | undefined;

export type CountRange = {
  from: Instant;
  to: Instant;
  /** Seconds. */
  period: number;
};

/** A metric of which SampleCount is read, or what is asked for instead. */
export type AskedMetric = Metric & { statistic?: 'Sum' };

/** CloudWatch's limits for one GetMetricData call. */
const maxQueries = 500;
const maxPoints = 100_800;

const toQuery = (metric: AskedMetric, index: number, { period }: CountRange): MetricDataQuery => ({
  Id: `m${index}`,
  MetricStat: {
    Metric: {
      Namespace: metric.namespace,
      MetricName: metric.name,
      Dimensions: Object.entries(metric.dimensions).map(([Name, Value]) => ({ Name, Value })),
    },
    Period: period,
    Stat: metric.statistic ?? 'SampleCount',
  },
});

const addPage = (
  page: GetMetricDataCommandOutput,
  range: CountRange,
  counts: number[][],
  complete: Set<number>,
) => {
  for (const { Id, Timestamps = [], Values = [], StatusCode } of page.MetricDataResults ?? []) {
    const index = Number(Id?.slice(1));
    const row = counts[index];
    if (row === undefined) continue;
    Timestamps.forEach((time, point) => {
      const position = (time.getTime() / 1000 - range.from) / range.period;
      if (Number.isInteger(position) && position >= 0 && position < row.length)
        row[position] = Values[point] ?? 0;
    });
    if (StatusCode === 'Complete') complete.add(index);
    else complete.delete(index);
  }
};

/**
 * Reads SampleCount of many metrics, or what is asked for, with MetricStat: 500 a call, fewer when their points would not fit,
 * page by page. CloudWatch bills several statistics of one metric once, where one call has them: they stand side by side.
 *
 * A throttled, failed or cut-off call, a status `PartialData` or `InternalError`, and a call-wide message (CloudWatch
 * says there what it left out) are tried again with backoff and jitter; what is still not whole is undefined.
 * @throws when CloudWatch refuses the request as such (permission, validation): no later run would mend that.
 */
export const createReadCounts = (client: CloudWatchClient, tools: RetryTools) => {
  const readOnce = async (metrics: readonly AskedMetric[], range: CountRange): Promise<Counts[]> => {
    const length = (range.to - range.from) / range.period;
    const counts = metrics.map(() => new Array<number>(length).fill(0));
    const complete = new Set<number>();
    const input = {
      StartTime: new Date(range.from * 1000),
      EndTime: new Date(range.to * 1000),
      ScanBy: 'TimestampAscending' as const,
      MetricDataQueries: metrics.map((metric, index) => toQuery(metric, index, range)),
    };
    let NextToken: string | undefined;
    let isLimited = false;
    do {
      const page = await client.send(new GetMetricDataCommand({ ...input, NextToken }));
      addPage(page, range, counts, complete);
      isLimited ||= (page.Messages ?? []).length > 0;
      NextToken = page.NextToken;
    } while (NextToken !== undefined);
    return counts.map((row, index) => (complete.has(index) && !isLimited ? row : undefined));
  };

  const readChunk = async (metrics: readonly AskedMetric[], range: CountRange): Promise<Counts[]> => {
    const answers: Counts[] = metrics.map(() => undefined);
    const readMissing = async () => {
      const missing = answers.flatMap((answer, index) => (answer === undefined ? [index] : []));
      const wanted = missing.map((index) => metrics[index]).filter((metric) => metric !== undefined);
      const read = await readOnce(wanted, range).catch((error: unknown): Counts[] => {
        if (isRefusal(error)) throw error;
        return [];
      });
      missing.forEach((index, position) => {
        answers[index] = read[position];
      });
      return answers;
    };
    return retryUntil(readMissing, (all) => all.every((answer) => answer !== undefined), tools);
  };

  return async (metrics: readonly AskedMetric[], range: CountRange): Promise<Counts[]> => {
    const points = Math.max(1, (range.to - range.from) / range.period);
    const size = Math.min(maxQueries, Math.max(1, Math.floor(maxPoints / points)));
    const answers: Counts[] = [];
    for (let start = 0; start < metrics.length; start += size) {
      answers.push(...(await readChunk(metrics.slice(start, start + size), range)));
    }
    return answers;
  };
};

export type ReadCounts = ReturnType<typeof createReadCounts>;
