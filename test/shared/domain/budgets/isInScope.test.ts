import fc from 'fast-check';
import { expect, it } from 'vitest';
import { scopeFilter, scopeLabels } from '#shared/domain/budgets/budget.ts';
import { isInScope, scopeLabelOf } from '#shared/domain/budgets/isInScope.ts';
import { matchesFilter } from '#shared/domain/filter.ts';
import { costRowOf } from '#test/builders/costRow.ts';

const few = fc.constantFrom('a', 'b');

it('counts the rows that a question with the scope as its filter has', () => {
  const scopes = fc.dictionary(fc.constantFrom(...scopeLabels, 'tag:env'), few);
  const rows = fc.record({
    team: fc.option(few, { nil: undefined }),
    costCentre: fc.option(few, { nil: undefined }),
    product: fc.option(few, { nil: undefined }),
    component: fc.option(few, { nil: undefined }),
    model: fc.option(few, { nil: undefined }),
    endpoint: few,
    instanceType: few,
    tags: fc.option(
      few.map((env) => new Map([['env', env]])),
      { nil: undefined },
    ),
  });
  fc.assert(
    fc.property(scopes, rows, (labels, changes) => {
      const scope = new Map(Object.entries(labels));
      const row = costRowOf(changes);
      const isAsked = matchesFilter(scopeFilter(scope), (label) => scopeLabelOf(row, label));
      expect(isInScope(row, { scope })).toBe(isAsked);
    }),
  );
});
