import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { budgetQuestion } from '#shared/alerts/budgetQuestion.ts';
import { toCommand, toPath } from '#shared/alerts/question.ts';
import { explainOperation } from '#shared/api/explainOperation.ts';
import { scopeFilter } from '#shared/domain/budgets/budget.ts';
import { type BudgetPeriod, weekDays } from '#shared/domain/budgets/budgetPeriod.ts';
import { periodAt } from '#shared/domain/budgets/periodAt.ts';
import { matchesFilter } from '#shared/domain/filter.ts';
import { orderFilter } from '#shared/domain/formatFilter.ts';
import { parseWindow } from '#shared/domain/parseWindow.ts';
import { instant } from '#shared/domain/time.ts';
import { anyName } from '#test/builders/anyNews.ts';
import { budgetOf } from '#test/builders/budget.ts';
import { at } from '#test/builders/samples.ts';
import { oddZones, zoneOf } from '#test/builders/zones.ts';

const query = z.object(explainOperation.query);

describe('budgetQuestion', () => {
  it('asks for no more than is not so by default', () => {
    const budget = budgetOf({ scope: new Map([['tag:env', 'pre prod']]) });
    const period = periodAt(budget, at('2026-05-21T03:00:00Z'));
    if (period === undefined) throw new Error('no May');
    const question = budgetQuestion(budget, period);
    expect(toCommand('explain', question)).toEqual([
      'tenner',
      'explain',
      '--window',
      '2026-05',
      '--filter',
      'tag:env:"pre prod"',
      '--share-idle',
      'separate',
    ]);
    expect(toPath('explain', question)).toBe(
      '/v1/explain?window=2026-05&filter=tag%3Aenv%3A%22pre+prod%22&shareIdle=separate',
    );
  });

  it('is read by the API as the budget’s period, scope and view', () => {
    const anyPeriod = fc.oneof(
      fc.constantFrom<BudgetPeriod>({ kind: 'day' }, { kind: 'month' }, { kind: 'quarter' }),
      fc.constantFrom(...weekDays).map((firstDay): BudgetPeriod => ({ kind: 'week', firstDay })),
    );
    const anyBudget = fc
      .record({
        period: anyPeriod,
        zone: fc.constantFrom(...oddZones).map(zoneOf),
        scope: fc
          .dictionary(fc.constantFrom('team', 'endpoint', 'tag:env'), anyName)
          .map((labels) => new Map(Object.entries(labels))),
        basis: fc.constantFrom('allocation', 'usage'),
        rate: fc.constantFrom('cost', 'charge'),
        idle: fc.constantFrom('separate', 'shared'),
      })
      .map(budgetOf);
    const anyTime = fc
      .integer({ min: at('2016-01-01T00:00:00Z'), max: at('2099-01-01T00:00:00Z') })
      .map(instant);
    fc.assert(
      fc.property(anyBudget, anyTime, (budget, now) => {
        const period = periodAt(budget, now);
        if (period === undefined) throw new Error('the calendar has a gap');
        const asked = new URL(toPath('explain', budgetQuestion(budget, period)), 'https://api.test')
          .searchParams;
        const read = query.parse(Object.fromEntries(asked));
        expect(parseWindow(read.window, { now, zone: read.zone, longestDays: 366 })).toEqual(period);
        const isVariance = matchesFilter(read.filter, (label) =>
          label === 'kind' ? 'variance' : budget.scope.get(label),
        );
        const isHeld = matchesFilter(read.filter, (label) =>
          label === 'kind' ? 'allocated' : budget.scope.get(label),
        );
        expect([isVariance, isHeld]).toEqual([budget.rate === 'cost', true]);
        const { conditions } = read.filter;
        expect({ conditions: conditions.filter(({ label }) => label !== 'kind') }).toEqual(
          orderFilter(scopeFilter(budget.scope)),
        );
        expect([read.costBasis, read.rate, read.shareIdle]).toEqual([
          budget.basis,
          budget.rate,
          { policy: budget.idle === 'shared' ? 'payers' : 'separate' },
        ]);
      }),
      { numRuns: 300 },
    );
  });
});
