import { describe, expect, it } from 'vitest';
import type { Budget } from '#shared/domain/budgets/budget.ts';
import { findDoubts } from '#shared/domain/budgets/findDoubts.ts';
import { budgetOf, dayOf, dollars } from '#test/builders/budget.ts';
import { at } from '#test/builders/samples.ts';
import { zoneOf } from '#test/builders/zones.ts';

const known = { team: ['ads', 'research'], endpoint: ['prod'] };
const doubtsOf = (given: Partial<Budget>, now = '2026-05-20T00:00:00Z') =>
  findDoubts(budgetOf({ scope: new Map(), ...given }), known, at(now));
const of = (label: string, name: string) => ({ scope: new Map([[label, name]]) });
const range = { period: { kind: 'custom', from: dayOf('2026-03-01'), to: dayOf('2026-06-01') } } as const;

describe('findDoubts', () => {
  it('says of a name that nothing has, and which is meant', () => {
    expect(doubtsOf(of('team', 'reserch'))).toEqual([
      'No team "reserch" is known (is "research" meant?): as long as there is none, nothing counts in it.',
    ]);
    expect(doubtsOf(of('endpoint', 'staging'))).toEqual([
      'No endpoint "staging" is known: as long as there is none, nothing counts in it.',
    ]);
  });

  it('says nothing of what there is, of other labels, and where nothing is known', () => {
    expect(
      doubtsOf({ scope: new Map([...of('team', 'ads').scope, ...of('endpoint', 'prod').scope]) }),
    ).toEqual([]);
    expect(doubtsOf(of('model', 'reserch'))).toEqual([]);
    expect(findDoubts(budgetOf(), { team: [], endpoint: [] }, at('2026-05-20T00:00:00Z'))).toEqual([]);
  });

  it('says of a range that is over, or yet to come, by the clocks of its zone', () => {
    const zoned = { ...range, zone: zoneOf('America/New_York') };
    expect(doubtsOf(zoned, '2026-06-01T03:55:00Z')).toEqual([]);
    expect(doubtsOf(zoned, '2026-06-01T04:00:00Z')).toEqual([
      'Its range ended before 2026-06-01: nothing of it is evaluated.',
    ]);
    expect(doubtsOf(range, '2026-02-28T23:55:00Z')).toEqual([
      'Its range begins on 2026-03-01: nothing of it is evaluated before.',
    ]);
  });

  it('says of a period without an amount', () => {
    const amounts = [{ from: dayOf('2026-06-01'), amount: dollars(5) }];
    expect(doubtsOf({ amounts })).toEqual([
      'No amount holds in the current period: it is evaluated from the first period that has one.',
    ]);
    expect(doubtsOf({ amounts }, '2026-06-01T00:00:00Z')).toEqual([]);
  });

  it('says nothing of what is archived', () => {
    expect(doubtsOf({ ...of('team', 'reserch'), archived: true })).toEqual([]);
  });
});
