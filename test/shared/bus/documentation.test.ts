import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import * as z from 'zod';
import { readDeliveries } from '#infra/deliveries.ts';
import { parseEventPattern } from '#local/aws/eventbridge/parseEventPattern.ts';
import { checkPublication } from '#local/aws/sns/checkPublication.ts';
import { allocationChanged } from '#shared/bus/allocationChanged.ts';
import { tennerEvents } from '#shared/config/names.ts';

const page = readFileSync(join(import.meta.dirname, '../../../docs/events.md'), 'utf8');
const [event, pattern, told, context, other] = [...page.matchAll(/```json\n([^`]*)```/g)].map(
  ([, json = '']): unknown => JSON.parse(json),
);

it('shows in docs/events.md an event as it is, and a rule that takes it', () => {
  const fields = {
    source: z.literal(tennerEvents.source),
    'detail-type': z.literal(tennerEvents.allocationChanged),
  };
  const { detail } = z.object({ ...fields, detail: allocationChanged.strict() }).parse(event);
  expect(detail.from).toBe(2);
  expect(parseEventPattern(pattern)(event)).toBe(true);
  expect(parseEventPattern(other)(event)).toBe(false);
});

it('shows a message that can be sent, and whom it goes to', () => {
  const message = z.object({ subject: z.string(), text: z.string(), lines: z.array(z.string()) });
  const { recipients, message: sent } = z.object({ recipients: z.array(z.string()), message }).parse(told);
  expect(sent.lines.join('\n')).toBe(sent.text);
  expect(() =>
    checkPublication({ topicArn: 'any', message: sent.text, subject: sent.subject }),
  ).not.toThrow();
  const { deliveries } = z.object({ deliveries: z.unknown() }).parse(context);
  const entries = readDeliveries(deliveries);
  expect(entries).toHaveLength(5);
  expect(entries.filter(({ recipient }) => recipients.includes(recipient))).toHaveLength(4);
});
