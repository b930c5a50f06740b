import { describe, expect, it } from 'vitest';
import { renderBudgets } from '#cli/ask/budgets/renderBudgets.ts';
import { toBudgetStanding } from '#functions/api/toBudgetStanding.ts';
import { budgetOf } from '#test/builders/budget.ts';
import { at } from '#test/builders/samples.ts';
import { zoneOf } from '#test/builders/zones.ts';

const now = at('2026-05-20T00:00:00Z');
const notesOf = (...names: string[]): string[] => {
  const zone = zoneOf('Europe/Berlin');
  const budgets = names.map((name) =>
    toBudgetStanding(budgetOf(name === 'zoned' ? { name, zone } : { name }), undefined, now),
  );
  return (renderBudgets(budgets).split('\n\n')[1] ?? '').split('\n');
};

describe('renderBudgets', () => {
  it('says what is to be said of several budgets once, with how many they are', () => {
    const never = 'not evaluated yet in this period: what is spent is not known here, and is not 0';
    expect(notesOf('a', 'zoned', 'b')).toEqual([
      `a, zoned, b: ${never}`,
      'zoned: its periods are of Europe/Berlin: they do not tie to the bill, which is by months of UTC',
    ]);
    expect(notesOf('a', 'b', 'c', 'd', 'e')).toEqual([`a, b, c and 2 more: ${never}`]);
  });
});
