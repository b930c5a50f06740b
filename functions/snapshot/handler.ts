import { Logger } from '@aws-lambda-powertools/logger';
import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';
import { logMetrics } from '@aws-lambda-powertools/metrics/middleware';
import middy from '@middy/core';
import { metricsNamespace } from '#shared/config/names.ts';
import { once } from '#shared/lambda/once.ts';
import { wallClock } from '#shared/lambda/wallClock.ts';
import { createDeps } from './deps.ts';
import { parseLifecycleEvent } from './parseLifecycleEvent.ts';
import { recordEndpoint } from './recordEndpoint.ts';

// Built once at cold start.
const logger = new Logger({ serviceName: 'snapshot' });
const metrics = new Metrics({ namespace: metricsNamespace, serviceName: 'snapshot' });
const deps = once(() => createDeps(process.env));

// Run at each event.
const snapshot = async (message: unknown): Promise<void> => {
  const event = parseLifecycleEvent(message);
  const counts = await recordEndpoint({ event, now: wallClock() }, deps());
  logger.info('lifecycle.recorded', { kind: event.kind, ...counts });
  metrics.addMetric('LifecycleEventsRecorded', MetricUnit.Count, counts.recorded);
  metrics.addMetric('LifecycleEventsUnmatched', MetricUnit.Count, counts.unmatched);
};

// Called by AWS.
export const handler = middy(snapshot).use(injectLambdaContext(logger)).use(logMetrics(metrics));
