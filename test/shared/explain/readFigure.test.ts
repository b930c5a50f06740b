import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CostQuestion, IdleChoice } from '#shared/costs/costQuestion.ts';
import { readCosts } from '#shared/costs/readCosts.ts';
import type { Scope } from '#shared/costs/tallyCosts.ts';
import { cutWindow } from '#shared/domain/depth.ts';
import { addMoney } from '#shared/domain/money.ts';
import { rateKinds } from '#shared/domain/rateKind.ts';
import type { SharedRow } from '#shared/domain/shareIdle.ts';
import { after } from '#shared/domain/time.ts';
import { utc } from '#shared/domain/zone.ts';
import { readFigure } from '#shared/explain/readFigure.ts';
import { ownersForm } from '#shared/ownership/ownersForm.ts';
import { anyLedger, fillLedger, ledgerTime, withOddUnits } from '#test/builders/anyLedger.ts';
import { createMemoryEndpointRecords } from '#test/fakes/memoryEndpointRecords.ts';
import { createMemorySettings } from '#test/fakes/memorySettings.ts';

const idles: IdleChoice[] = [
  { kind: 'payers' },
  { kind: 'separate' },
  { kind: 'share', over: 'endpoint' },
  { kind: 'share', over: 'all' },
  { kind: 'even', over: 'all', among: ['team'] },
];

describe('readFigure', () => {
  it('has the rows of readCosts in its parts, their prices, its children and their places, to the last ledger unit', async () => {
    const property = fc.asyncProperty(
      fc.oneof(anyLedger, anyLedger.map(withOddUnits)),
      fc.constantFrom(...idles),
      fc.constantFrom(...rateKinds),
      fc.constantFrom('day' as const, 'hour' as const, 'bucket' as const),
      fc.integer({ min: 1, max: 120 }),
      async (contents, idle, rate, depth, buckets) => {
        const window = { from: ledgerTime.from, to: after(ledgerTime.from, buckets * 300) };
        const children = cutWindow(window, depth, utc, 1_000);
        if ('fault' in children) throw new Error(children.fault);
        const deps = {
          ledger: await fillLedger(contents),
          records: createMemoryEndpointRecords(),
          owners: createMemorySettings(ownersForm),
        };
        const question: CostQuestion = {
          account: '123456789012#us-east-1',
          steps: [window],
          rate,
          idle,
          tags: [],
        };
        const rows: SharedRow[] = [];
        await readCosts(question, deps, (group) => void rows.push(...group.rows));
        const scope: Scope = { kind: 'all' };
        const cells: (bigint | undefined)[] = [];
        const { steps: _, ...rest } = question;
        const figure = await readFigure(
          { ...rest, window, children, scope, isWanted: () => true },
          deps,
          ({ part }) => void cells.push(part.own.cost, part.idle.cost),
        );
        const total = addMoney(rows.flatMap(({ cost }) => cost ?? []));
        const sum = (costs: readonly (bigint | undefined)[]) =>
          costs.reduce<bigint>((a, b) => a + (b ?? 0n), 0n);
        expect(sum(figure.parts.map(({ line }) => line.cost))).toBe(total);
        expect(sum(figure.children.map(({ amount }) => amount.cost))).toBe(total);
        expect(sum(cells)).toBe(total);
        const held = figure.parts.flatMap(({ priced }) => [...priced.values()].map(({ cost }) => cost));
        const borne = figure.parts.flatMap((part) =>
          [...part.borne.values()].map(({ share }) => share.borne.cost),
        );
        expect(sum(held) + sum(borne)).toBe(total);
      },
    );
    await fc.assert(property, { numRuns: 150 });
  });
});
