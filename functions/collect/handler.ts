import { Logger } from '@aws-lambda-powertools/logger';
import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';
import { logMetrics } from '@aws-lambda-powertools/metrics/middleware';
import middy from '@middy/core';
import type { Context, SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { metricsNamespace } from '#shared/config/names.ts';
import { once } from '#shared/lambda/once.ts';
import { processGroups } from '#shared/lambda/processGroups.ts';
import { wallClock } from '#shared/lambda/wallClock.ts';
import { collectMessage } from '#shared/messages/collectMessage.ts';
import { collectEndpoint } from './collectEndpoint.ts';
import { createDeps } from './deps.ts';

// Built once at cold start.
const logger = new Logger({ serviceName: 'collect' });
const metrics = new Metrics({ namespace: metricsNamespace, serviceName: 'collect' });
const toError = (error: unknown) => (error instanceof Error ? error : new Error(String(error)));
const deps = once(() => createDeps(process.env, (error) => logger.warn('upstream.outage', toError(error))));

/** Endpoints of one batch that are collected side by side: enough to hide the network's waits. */
const concurrency = 4;

/** Time that one stretch of catching up may take; with less left the next run goes on. */
const reserveMilliseconds = 45_000;

// Run at each event.
const collect = async (record: SQSRecord, { getRemainingTimeInMillis }: Context): Promise<void> => {
  const message = collectMessage.parse(JSON.parse(record.body));
  const { endpoint } = message;
  const now = wallClock();
  const hasTime = () => getRemainingTimeInMillis() > reserveMilliseconds;
  const counts = await collectEndpoint({ ...message, now, hasTime }, deps());
  logger.info('endpoint.collected', { endpoint: endpoint.name, ...counts });
  metrics.addMetric('BucketsWritten', MetricUnit.Count, counts.written);
  metrics.addMetric('SeriesUnread', MetricUnit.Count, counts.unread);
  metrics.addMetric('BucketsUnpriced', MetricUnit.Count, counts.unpriced);
};

const collectBatch = (event: SQSEvent, context: Context): Promise<SQSBatchResponse> =>
  processGroups(
    event.Records,
    concurrency,
    (record) => collect(record, context),
    (record, error) => {
      logger.error('endpoint.failed', { error: toError(error), messageId: record.messageId });
      metrics.addMetric('EndpointsFailed', MetricUnit.Count, 1);
    },
  );

// Called by AWS.
export const handler = middy(collectBatch).use(injectLambdaContext(logger)).use(logMetrics(metrics));
