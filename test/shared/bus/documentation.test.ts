import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { readDeliveries } from '#infra/deliveries.ts';
import { parseEventPattern } from '#local/aws/eventbridge/parseEventPattern.ts';
import { checkPublication } from '#local/aws/sns/checkPublication.ts';
import { allocationChanged } from '#shared/bus/allocationChanged.ts';
import { tennerEvents } from '#shared/config/names.ts';

const docs = join(import.meta.dirname, '../../../docs');
const page = readFileSync(join(docs, 'events.md'), 'utf8');
const blocks = [...page.matchAll(/```json\n([^`]*)```/g)].map(([, json = '']): unknown => JSON.parse(json));

const ruleCount = 5;
const rules = blocks.slice(0, ruleCount);
const [event, pattern, told, context, other] = blocks.slice(ruleCount);

const samples = readdirSync(join(docs, 'events/samples'))
  .filter((name) => name.endsWith('.json'))
  .map((name) => ({
    name: name.replace('.json', ''),
    event: JSON.parse(readFileSync(join(docs, 'events/samples', name), 'utf8')) as unknown,
  }));

/** The samples that a rule takes. */
const takenBy = (pattern: unknown): string[] =>
  samples.filter(({ event }) => parseEventPattern(pattern)(event)).map(({ name }) => name);

describe('docs/events.md', () => {
  it('shows an AllocationChanged as it is, and a rule that takes it', () => {
    const fields = {
      source: z.literal(tennerEvents.source),
      'detail-type': z.literal(tennerEvents.allocationChanged),
    };
    const { detail } = z.object({ ...fields, detail: allocationChanged.strict() }).parse(event);
    expect(detail.from).toBe(2);
    expect(parseEventPattern(pattern)(event)).toBe(true);
    expect(parseEventPattern(other)(event)).toBe(false);
  });

  it('shows rules that take what it says', () => {
    expect(rules.map(takenBy)).toEqual([
      [
        'BudgetRecovered.ownership',
        'BudgetRecovered.price',
        'BudgetThresholdCrossed.burn-rate',
        'BudgetThresholdCrossed.quantity',
      ],
      ['BudgetThresholdCrossed.burn-rate', 'BudgetThresholdCrossed.quantity', 'SpendAnomalyDetected'],
      ['BudgetThresholdCrossed.found', 'BudgetThresholdCrossed.idle'],
      ['BudgetRecovered.price', 'BudgetThresholdCrossed.price'],
      ['IdleCapacityHigh', 'WatchCleared'],
    ]);
  });

  it('links to files that are there', () => {
    const links = [...page.matchAll(/\]\((events\/[^)]*)\)/g)].map(([, link = '']) => link);
    expect(links.length).toBeGreaterThan(20);
    const there = new Set(
      ['events/', 'events/samples/'].flatMap((folder) =>
        readdirSync(join(docs, folder)).map((name) => `${folder}${name}`),
      ),
    );
    expect(links.filter((link) => link !== 'events/' && !there.has(link))).toEqual([]);
    const shown = [...there].filter((file) => /\.(txt|schema\.json)$/.test(file));
    expect(shown.filter((file) => !links.includes(file))).toEqual([]);
  });

  it('shows a message that can be sent, and whom it goes to', () => {
    const message = z.object({ subject: z.string(), text: z.string(), lines: z.array(z.string()) });
    const { recipients, message: sent } = z.object({ recipients: z.array(z.string()), message }).parse(told);
    expect(sent.text.split('\n')).toEqual(expect.arrayContaining(sent.lines));
    expect(() =>
      checkPublication({ topicArn: 'any', message: sent.text, subject: sent.subject }),
    ).not.toThrow();
    const { deliveries } = z.object({ deliveries: z.unknown() }).parse(context);
    const entries = readDeliveries(deliveries);
    expect(entries).toHaveLength(5);
    expect(entries.filter(({ recipient }) => recipients.includes(recipient))).toHaveLength(4);
  });
});
