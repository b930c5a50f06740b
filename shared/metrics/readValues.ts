import type { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import type { RetryTools } from '#shared/aws/retry.ts';
import type { Metric } from './metric.ts';
import { createReadMetricData, type ReadingRange } from './readMetricData.ts';

/** What of a metric's samples in a period can be asked for. */
export type Statistic = 'Average' | 'Sum' | 'Maximum' | 'p99';

export type AskedValues = Metric & { statistic: Statistic };

/** A value for each period of the range, in order, undefined where there is none; undefined when CloudWatch would not give the whole of it. */
export type Values = (number | undefined)[] | undefined;

/**
 * Reads statistics of many metrics, as they are to be shown: a period without a sample has no value, and none is made up for it.
 * Percentiles CloudWatch has only of what was published sample by sample; without them there is no value either.
 * @throws when CloudWatch refuses the request as such (permission, validation).
 */
export const createReadValues = (
  client: CloudWatchClient,
  tools: RetryTools,
): ((metrics: readonly AskedValues[], range: ReadingRange) => Promise<Values[]>) =>
  createReadMetricData(client, tools, undefined);

export type ReadValues = ReturnType<typeof createReadValues>;
