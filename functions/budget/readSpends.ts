import type { CostDeps, CostQuestion, Range } from '#shared/costs/costQuestion.ts';
import { type CostGroup, readCosts } from '#shared/costs/readCosts.ts';
import { isTagLabel, tagKeyOf } from '#shared/domain/aggregate.ts';
import type { Budget } from '#shared/domain/budgets/budget.ts';
import { isInScope, scopeLabelOf } from '#shared/domain/budgets/isInScope.ts';
import { addRowSpend, noSpend, type StepSpend } from '#shared/domain/budgets/stepSpend.ts';
import { addCompleteness, type Completeness } from '#shared/domain/completeness.ts';
import type { SharedRow } from '#shared/domain/shareIdle.ts';
import type { Instant } from '#shared/domain/time.ts';

/** How much was seen of each endpoint, by step, whoever spent on it; what is shared over all stands under one name. */
type Seen = Map<string, Map<number, Completeness>>;

/** What was read of one budget, by step. */
export type BudgetSpend = {
  /** With the names under which it was seen. */
  steps: Map<number, StepSpend & { places: Set<string> }>;
  seen: ReadonlyMap<string, ReadonlyMap<number, Completeness>>;
  /** Up to when what it spends on is settled, by endpoint; those that do not run any more are not in it. */
  settledThrough: Map<string, Instant>;
};

const nothingSeen: Completeness = { seen: 0, expected: 0 };

/** What decides which rows budgets count: those that are alike in it are read together. */
type View = Pick<CostQuestion, 'rate' | 'idle' | 'tags'>;

const viewOf = ({ rate, idle, scope }: Budget): View => ({
  rate,
  idle: { kind: idle === 'shared' ? 'payers' : 'separate' },
  tags: [...scope.keys()].filter(isTagLabel).map(tagKeyOf),
});

/** Tags may be more than a budget needs: rows that differ in them alone are added up again. */
const viewKey = (budget: Budget): string => JSON.stringify([budget.rate, budget.idle]);

/** A time at each edge but the last. */
export const toSteps = (edges: readonly Instant[]): Range[] => {
  const inOrder = [...new Set(edges)].toSorted((a, b) => a - b);
  return inOrder.slice(1).flatMap((to, index) => {
    const from = inOrder[index];
    return from === undefined ? [] : [{ from, to }];
  });
};

/** The budgets whose scope a row may be in, by the first of its labels: most name a team, and a fleet has many. */
const indexBudgets = (budgets: readonly Budget[]) => {
  const everything = budgets.filter(({ scope }) => scope.size === 0);
  const byLabel = new Map<string, Map<string, Budget[]>>();
  for (const budget of budgets) {
    const [[label, text] = []] = budget.scope;
    if (label === undefined || text === undefined) continue;
    const byText = byLabel.get(label) ?? new Map<string, Budget[]>();
    byLabel.set(label, byText);
    byText.set(text, [...(byText.get(text) ?? []), budget]);
  }
  return (row: SharedRow): Budget[] => [
    ...everything,
    ...[...byLabel].flatMap(([label, byText]) =>
      (byText.get(scopeLabelOf(row, label) ?? '') ?? []).filter((budget) => isInScope(row, budget)),
    ),
  ];
};

const addGroup = (
  spends: ReadonlyMap<string, BudgetSpend>,
  seen: Seen,
  budgetsOf: (row: SharedRow) => readonly Budget[],
  { step, rows, completeness, settledThrough }: CostGroup,
): void => {
  const [first] = rows;
  if (first === undefined) return;
  const place = rows.some(({ endpoint }) => endpoint !== first.endpoint) ? 'all' : first.endpoint;
  const own = seen.get(place) ?? new Map<number, Completeness>();
  seen.set(place, own.set(step, addCompleteness(own.get(step) ?? nothingSeen, completeness)));
  for (const row of rows) {
    for (const budget of budgetsOf(row)) {
      const spend = spends.get(budget.name);
      if (spend === undefined) continue;
      const known = spend.steps.get(step) ?? { ...noSpend(), places: new Set<string>() };
      spend.steps.set(step, known);
      known.places.add(place);
      addRowSpend(known, row, budget);
      if (settledThrough !== undefined) spend.settledThrough.set(row.endpoint, settledThrough);
    }
  }
};

/**
 * Reads what budgets spend in each of some steps, in one pass for those that count rows alike. A budget's figure is so what the
 * cost API says of the same rows.
 *
 * @param steps one after the other without a gap, on bucket edges.
 * @returns by the budget's name, one for each.
 */
export const readSpends = async (
  budgets: readonly Budget[],
  { account, steps }: { account: string; steps: readonly Range[] },
  deps: CostDeps,
): Promise<ReadonlyMap<string, BudgetSpend>> => {
  const spends = new Map<string, BudgetSpend>();
  for (const [first, ...others] of Map.groupBy(budgets, viewKey).values()) {
    if (first === undefined) continue;
    const alike = [first, ...others];
    const tags = [...new Set(alike.flatMap((budget) => viewOf(budget).tags))];
    const budgetsOf = indexBudgets(alike);
    const seen: Seen = new Map();
    for (const { name } of alike) spends.set(name, { steps: new Map(), seen, settledThrough: new Map() });
    if (steps.length === 0) continue;
    await readCosts({ account, steps, ...viewOf(first), tags }, deps, (group) =>
      addGroup(spends, seen, budgetsOf, group),
    );
  }
  return spends;
};
