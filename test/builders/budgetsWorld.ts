import type { ApiDeps } from '#functions/api/deps.ts';
import { alertGroupOf } from '#shared/domain/budgets/alertGroupOf.ts';
import type { BudgetState } from '#shared/domain/budgets/budgetState.ts';
import { evaluateBudget } from '#shared/domain/budgets/evaluateBudget.ts';
import { periodsToEvaluate } from '#shared/domain/budgets/periodsToEvaluate.ts';
import type { Instant } from '#shared/domain/time.ts';
import { figuresOf } from './budgetFigures.ts';
import { at } from './samples.ts';

type Written = { name: string } & Readonly<Record<string, unknown>>;

/** Puts a budgets document in force, in place of whatever is. */
export const giveBudgets = async ({ budgets }: ApiDeps, given: readonly Written[]): Promise<void> => {
  const document = { finance: ['finops@example.com'], budgets: given };
  const change = {
    who: 'test',
    at: at('2026-01-01T00:00:00Z'),
    note: 'test',
    text: JSON.stringify(document),
  };
  await budgets.put(change, (await budgets.readInForce()).version);
};

/** Has a budget evaluated, and its state kept, as if that much were spent in each of its periods that are open. */
export const evaluateAs = async (
  { budgets, alerts }: Pick<ApiDeps, 'budgets' | 'alerts'>,
  name: string,
  given: { now: Instant; actual: number; forecast?: number },
): Promise<BudgetState> => {
  const budget = (await budgets.readInForce()).document.budgets.find((each) => each.name === name);
  if (budget === undefined) throw new Error(`there is no budget ${name}`);
  const [group] = await alerts.readGroups([alertGroupOf(budget)]);
  if (group === undefined) throw new Error('no group was read');
  const old = group.budgets.get(name);
  const figures = periodsToEvaluate(budget, old, given.now).map((period) => figuresOf({ period, ...given }));
  const { state } = evaluateBudget(budget, old, figures, given.now);
  await alerts.putGroup({ ...group, budgets: new Map(group.budgets).set(name, state) }, group.version);
  return state;
};
