import { randomUUID } from 'node:crypto';
import type { BusEvent } from '#local/aws/eventbridge/timedEvent.ts';
import { formatInstant } from '#local/aws/formatInstant.ts';

/** The event that a scheduled rule sends, for a firing at `time` (epoch seconds). */
export const createScheduledEvent = (options: {
  ruleArn: string;
  time: number;
  region: string;
  accountId: string;
}): BusEvent => ({
  version: '0',
  id: randomUUID(),
  'detail-type': 'Scheduled Event',
  source: 'aws.events',
  account: options.accountId,
  time: formatInstant(options.time),
  region: options.region,
  resources: [options.ruleArn],
  detail: {},
});
