import { randomUUID } from 'node:crypto';

/** The event that a scheduled rule sends, for a firing at `time` (epoch seconds). */
export const createScheduledEvent = (options: {
  ruleArn: string;
  time: number;
  region: string;
  accountId: string;
}) => ({
  version: '0',
  id: randomUUID(),
  'detail-type': 'Scheduled Event',
  source: 'aws.events',
  account: options.accountId,
  time: new Date(options.time * 1000).toISOString().replace('.000Z', 'Z'),
  region: options.region,
  resources: [options.ruleArn],
  detail: {},
});
