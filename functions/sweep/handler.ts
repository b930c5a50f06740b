import { Logger } from '@aws-lambda-powertools/logger';
import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';
import { logMetrics } from '@aws-lambda-powertools/metrics/middleware';
import middy from '@middy/core';
import type { Context } from 'aws-lambda';
import * as z from 'zod';
import { instantText } from '#shared/config/instantText.ts';
import { metricsNamespace, sweepMetrics } from '#shared/config/names.ts';
import { once } from '#shared/lambda/once.ts';
import { wallClock } from '#shared/lambda/wallClock.ts';
import { createDeps } from './deps.ts';
import { sweepFleet } from './sweepFleet.ts';

// Built once at cold start.
const logger = new Logger({ serviceName: sweepMetrics.service });
const metrics = new Metrics({ namespace: metricsNamespace, serviceName: sweepMetrics.service });
const toError = (error: unknown) => (error instanceof Error ? error : new Error(String(error)));
const deps = once(() =>
  createDeps(process.env, ({ name }, error) => {
    logger.error('endpoint.unswept', { endpoint: name, error: toError(error) });
  }),
);

/** A scheduled EventBridge event: its time says which buckets should be there. */
const scheduledEvent = z.object({ account: z.string(), region: z.string(), time: instantText });

/** With less time than this left, re-rating is left to the next sweep. */
const reserveMilliseconds = 120_000;

// Run at each event.
const sweep = async (event: unknown, { getRemainingTimeInMillis }: Context): Promise<void> => {
  const { account, region, time } = scheduledEvent.parse(event);
  const counts = await sweepFleet(
    {
      account: `${account}#${region}`,
      eventTime: time,
      now: wallClock(),
      hasTime: () => getRemainingTimeInMillis() > reserveMilliseconds,
    },
    deps(),
  );
  logger.info('fleet.swept', counts);
  metrics.addMetric('EndpointsGone', MetricUnit.Count, counts.gone);
  metrics.addMetric(sweepMetrics.lagging, MetricUnit.Count, counts.gaps);
  metrics.addMetric('BucketsDescribed', MetricUnit.Count, counts.described);
  metrics.addMetric('EndpointsUnswept', MetricUnit.Count, counts.failed);
};

// Called by AWS.
export const handler = middy(sweep).use(injectLambdaContext(logger)).use(logMetrics(metrics));
