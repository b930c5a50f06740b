import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { parseEventPattern } from '#local/aws/eventbridge/parseEventPattern.ts';
import { allocationChanged } from '#shared/bus/allocationChanged.ts';
import { tennerEvents } from '#shared/config/names.ts';

const docs = join(import.meta.dirname, '../../../docs');
const page = readFileSync(join(docs, 'events.md'), 'utf8');
const blocks = [...page.matchAll(/```json\n([^`]*)```/g)].map(([, json = '']): unknown => JSON.parse(json));

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
    const [event, pattern] = blocks.slice(-2);
    const fields = {
      source: z.literal(tennerEvents.source),
      'detail-type': z.literal(tennerEvents.allocationChanged),
    };
    const { detail } = z.object({ ...fields, detail: allocationChanged.strict() }).parse(event);
    expect(detail.from).toBe(2);
    expect(parseEventPattern(pattern)(event)).toBe(true);
  });

  it('shows rules that take what it says', () => {
    expect(blocks.slice(0, -2).map(takenBy)).toEqual([
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
    const told = [...there].filter((file) => /\.(txt|schema\.json)$/.test(file));
    expect(told.filter((file) => !links.includes(file))).toEqual([]);
  });
});
