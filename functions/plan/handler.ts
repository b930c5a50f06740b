import { Logger } from '@aws-lambda-powertools/logger';
import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';
import { logMetrics } from '@aws-lambda-powertools/metrics/middleware';
import middy from '@middy/core';
import * as z from 'zod';
import { instantText } from '#shared/config/instantText.ts';
import { metricsNamespace } from '#shared/config/names.ts';
import { once } from '#shared/lambda/once.ts';
import { createDeps } from './deps.ts';
import { planCollection } from './planCollection.ts';

// Built once at cold start.
const logger = new Logger({ serviceName: 'plan' });
const metrics = new Metrics({ namespace: metricsNamespace, serviceName: 'plan' });
const deps = once(() => createDeps(process.env));

/** A scheduled EventBridge event: its time says which slots are meant. */
const scheduledEvent = z.object({ time: instantText });

// Run at each event.
const plan = async (event: unknown): Promise<void> => {
  const { time } = scheduledEvent.parse(event);
  const counts = await planCollection({ eventTime: time }, deps());
  logger.info('collection.planned', counts);
  metrics.addMetric('EndpointsPlanned', MetricUnit.Count, counts.endpoints);
};

// Called by AWS.
export const handler = middy(plan).use(injectLambdaContext(logger)).use(logMetrics(metrics));
