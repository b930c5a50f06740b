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

/** The time of a reading, in whole periods. */
export type ReadingRange = {
  from: Instant;
  to: Instant;
  /** Seconds. */
  period: number;
};

/** A metric and what of its samples is asked for: `SampleCount`, `Average`, `p99` … */
export type Reading = Metric & { statistic: string };

/** A value for each period of a range, in order; undefined when CloudWatch would not give the whole of it. */
export type ReadingValues<Missing> = (number | Missing)[] | undefined;

/** CloudWatch's limits for one GetMetricData call. */
const maxQueries = 500;
const maxPoints = 100_800;

const toQuery = (
  { namespace, name, dimensions, statistic }: Reading,
  index: number,
  { period }: ReadingRange,
): MetricDataQuery => ({
  Id: `m${index}`,
  MetricStat: {
    Metric: {
      Namespace: namespace,
      MetricName: name,
      Dimensions: Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value })),
    },
    Period: period,
    Stat: statistic,
  },
});

const addPage = <Missing>(
  page: GetMetricDataCommandOutput,
  range: ReadingRange,
  rows: (number | Missing)[][],
  complete: Set<number>,
) => {
  for (const { Id, Timestamps = [], Values = [], StatusCode } of page.MetricDataResults ?? []) {
    const index = Number(Id?.slice(1));
    const row = rows[index];
    if (row === undefined) continue;
    Timestamps.forEach((time, point) => {
      const position = (time.getTime() / 1000 - range.from) / range.period;
      const value = Values[point];
      if (value !== undefined && Number.isInteger(position) && position >= 0 && position < row.length)
        row[position] = value;
    });
    if (StatusCode === 'Complete') complete.add(index);
    else complete.delete(index);
  }
};

/**
 * Reads statistics of many metrics with MetricStat: 500 a call, fewer when their points would not fit, page by page. CloudWatch
 * bills several statistics of one metric once, where one call has them: they stand side by side.
 *
 * A throttled, failed or cut-off call, a status `PartialData` or `InternalError`, and a call-wide message (CloudWatch
 * says there what it left out) are tried again with backoff and jitter; what is still not whole is undefined.
 *
 * @param missing what stands for a period without a sample.
 * @throws when CloudWatch refuses the request as such (permission, validation): no later run would mend that.
 */
export const createReadMetricData = <Missing>(
  client: CloudWatchClient,
  tools: RetryTools,
  missing: Missing,
) => {
  type Values = ReadingValues<Missing>;
  const readOnce = async (readings: readonly Reading[], range: ReadingRange): Promise<Values[]> => {
    const length = (range.to - range.from) / range.period;
    const rows = readings.map(() => new Array<number | Missing>(length).fill(missing));
    const complete = new Set<number>();
    const input = {
      StartTime: new Date(range.from * 1000),
      EndTime: new Date(range.to * 1000),
      ScanBy: 'TimestampAscending' as const,
      MetricDataQueries: readings.map((reading, index) => toQuery(reading, index, range)),
    };
    let NextToken: string | undefined;
    let isLimited = false;
    do {
      const page = await client.send(new GetMetricDataCommand({ ...input, NextToken }));
      addPage(page, range, rows, complete);
      isLimited ||= (page.Messages ?? []).length > 0;
      NextToken = page.NextToken;
    } while (NextToken !== undefined);
    return rows.map((row, index) => (complete.has(index) && !isLimited ? row : undefined));
  };

  const readChunk = async (readings: readonly Reading[], range: ReadingRange): Promise<Values[]> => {
    const answers: Values[] = readings.map(() => undefined);
    const readMissing = async () => {
      const left = answers.flatMap((answer, index) => (answer === undefined ? [index] : []));
      const wanted = left.map((index) => readings[index]).filter((reading) => reading !== undefined);
      const read = await readOnce(wanted, range).catch((error: unknown): Values[] => {
        if (isRefusal(error)) throw error;
        return [];
      });
      left.forEach((index, position) => {
        answers[index] = read[position];
      });
      return answers;
    };
    return retryUntil(readMissing, (all) => all.every((answer) => answer !== undefined), tools);
  };

  return async (readings: readonly Reading[], range: ReadingRange): Promise<Values[]> => {
    const points = Math.max(1, (range.to - range.from) / range.period);
    const size = Math.min(maxQueries, Math.max(1, Math.floor(maxPoints / points)));
    const answers: Values[] = [];
    for (let start = 0; start < readings.length; start += size) {
      answers.push(...(await readChunk(readings.slice(start, start + size), range)));
    }
    return answers;
  };
};
