import type { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import type { RetryTools } from '#shared/aws/retry.ts';
import type { Metric } from './metric.ts';
import { createReadMetricData, type ReadingRange } from './readMetricData.ts';

/** SampleCount, or what was asked for, of each period of the range, in order; undefined when CloudWatch would not give the whole of it. */
export type Counts = number[] | undefined;

export type CountRange = ReadingRange;

/** A metric of which SampleCount is read, or what is asked for instead. */
export type AskedMetric = Metric & { statistic?: 'Sum' };

/**
 * Reads SampleCount of many metrics, or what is asked for: 0 where there is no sample. What CloudWatch would not give the whole
 * of is undefined, after some tries.
 * @throws when CloudWatch refuses the request as such (permission, validation): no later run would mend that.
 */
export const createReadCounts = (client: CloudWatchClient, tools: RetryTools) => {
  const read = createReadMetricData(client, tools, 0);
  return (metrics: readonly AskedMetric[], range: CountRange): Promise<Counts[]> =>
    read(
      metrics.map(({ statistic = 'SampleCount', ...metric }) => ({ ...metric, statistic })),
      range,
    );
};

export type ReadCounts = ReturnType<typeof createReadCounts>;
