import type { JsonService } from '#local/aws/jsonService.ts';
import type { Clock } from '#local/clock.ts';
import { combineSources } from './combineSources.ts';
import { createGetMetricData } from './getMetricData.ts';
import { createListMetrics } from './listMetrics.ts';
import type { MetricSource } from './metricSource.ts';
import { createPutMetricData } from './putMetricData.ts';
import { createStoredMetrics } from './storedMetrics.ts';

export type CloudWatchOptions = {
  clock: Clock;
  /** Where metrics come from, beside what `PutMetricData` stores. */
  sources: readonly MetricSource[];
  /** What `${PROP('Region')}` says; `us-east-1` by default. */
  region?: string;
  /** The account that all metrics belong to; `123456789012` by default. */
  accountId?: string;
  /** Seconds until ListMetrics and SEARCH know a new metric; 0 by default, up to 900 on AWS. */
  listingLagSeconds?: number;
};

/**
 * A stand-in for CloudWatch metrics that speaks AWS JSON 1.0: `GetMetricData` (MetricStat, SEARCH, metric math),
 * `ListMetrics` and `PutMetricData`, with the limits and rules of AWS's documentation. What it does not have is an
 * error that says so.
 */
export const createCloudWatchService = (options: CloudWatchOptions): JsonService => {
  const { clock, region = 'us-east-1', accountId = '123456789012', listingLagSeconds = 0 } = options;
  const stored = createStoredMetrics();
  const source = combineSources([stored, ...options.sources]);
  return {
    signingName: 'monitoring',
    targetPrefix: 'GraniteServiceVersion20100801',
    contentType: 'application/x-amz-json-1.0',
    errorNamespace: 'com.amazonaws.cloudwatch',
    operations: {
      GetMetricData: createGetMetricData({ source, clock, home: { region, accountId }, listingLagSeconds }),
      ListMetrics: createListMetrics({ source, clock, accountId, listingLagSeconds }),
      PutMetricData: createPutMetricData({ stored, clock }),
    },
  };
};
