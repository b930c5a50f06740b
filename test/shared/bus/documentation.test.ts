import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import * as z from 'zod';
import { parseEventPattern } from '#local/aws/eventbridge/parseEventPattern.ts';
import { allocationChanged } from '#shared/bus/allocationChanged.ts';
import { tennerEvents } from '#shared/config/names.ts';

const page = readFileSync(join(import.meta.dirname, '../../../docs/events.md'), 'utf8');
const [event, pattern] = [...page.matchAll(/```json\n([^`]*)```/g)].map(([, json = '']): unknown =>
  JSON.parse(json),
);

it('shows in docs/events.md an event as it is, and a rule that takes it', () => {
  const fields = {
    source: z.literal(tennerEvents.source),
    'detail-type': z.literal(tennerEvents.allocationChanged),
  };
  const { detail } = z.object({ ...fields, detail: allocationChanged.strict() }).parse(event);
  expect(detail.from).toBe(2);
  expect(parseEventPattern(pattern)(event)).toBe(true);
});
