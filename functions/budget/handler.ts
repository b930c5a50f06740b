import { Logger } from '@aws-lambda-powertools/logger';
import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';
import { logMetrics } from '@aws-lambda-powertools/metrics/middleware';
import middy from '@middy/core';
import * as z from 'zod';
import { instantText } from '#shared/config/instantText.ts';
import { budgetMetrics, metricsNamespace } from '#shared/config/names.ts';
import { latest } from '#shared/domain/time.ts';
import { once } from '#shared/lambda/once.ts';
import { evaluationMessage } from '#shared/messages/evaluationMessage.ts';
import { createDeps } from './deps.ts';
import { evaluateAlerts } from './evaluateAlerts.ts';

// Built once at cold start.
const logger = new Logger({ serviceName: budgetMetrics.service });
const metrics = new Metrics({ namespace: metricsNamespace, serviceName: budgetMetrics.service });
const toError = (error: unknown) => (error instanceof Error ? error : new Error(String(error)));
const deps = once(() =>
  createDeps(process.env, {
    onUnsent: (group, error) => logger.warn('events.unsent', { group, error: toError(error) }),
    onFailed: (group, error) => logger.error('budgets.failed', { group, error: toError(error) }),
  }),
);

const record = z.object({
  body: z.string().transform((body) => evaluationMessage.parse(JSON.parse(body)).eventTime),
});

/** A batch of what was asked for, of which the latest stands for all, or a scheduled event. */
const alertEvent = z.union([
  z
    .object({ Records: z.tuple([record], record) })
    .transform(({ Records: [first, ...others] }) => latest(first.body, ...others.map(({ body }) => body))),
  z.object({ time: instantText }).transform(({ time }) => time),
]);

// Run at each event.
const evaluate = async (event: unknown): Promise<void> => {
  const eventTime = alertEvent.parse(event);
  const { account } = deps();
  const { budgets, watches, unsent } = await evaluateAlerts({ account, eventTime }, deps());
  logger.info('alerts.evaluated', { budgets, watches, unsent });
  metrics.addMetric('BudgetsEvaluated', MetricUnit.Count, budgets.budgets);
  metrics.addMetric('EventsMade', MetricUnit.Count, budgets.events + watches.events);
  metrics.addMetric(budgetMetrics.unsent, MetricUnit.Count, budgets.unsent + watches.unsent + unsent);
};

// Called by AWS.
export const handler = middy(evaluate).use(injectLambdaContext(logger)).use(logMetrics(metrics));
