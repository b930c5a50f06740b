import { type HealthAnswer, healthOperation } from '#shared/api/healthOperation.ts';
import { requireValues } from '#shared/api/readQuery.ts';
import { formatInstant } from '#shared/domain/time.ts';
import { defineRoute } from './route.ts';

/** Whether the collector keeps up. */
export const answerHealth = defineRoute(healthOperation, async ({ query, now }) => {
  requireValues(query);
  const body: HealthAnswer = { status: 'empty', now: formatInstant(now), endpoints: [] };
  return { body };
});
