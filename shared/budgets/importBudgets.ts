import type { Budget, BudgetAmount } from '#shared/domain/budgets/budget.ts';
import type { BudgetsDocument } from '#shared/domain/budgets/budgetsDocument.ts';
import { defaultThresholds } from '#shared/domain/budgets/threshold.ts';
import { BadInputError } from '#shared/domain/errors.ts';
import { quoteInput } from '#shared/domain/quoteInput.ts';
import { utc } from '#shared/domain/zone.ts';
import { formatBudgets } from './formatBudgets.ts';
import { parseBudgets } from './parseBudgets.ts';
import { type PlannedAmount, readPlan } from './readPlan.ts';

/** A document with a plan in it, and what became of which budgets, by name. */
export type ImportedBudgets = {
  document: BudgetsDocument;
  created: readonly string[];
  changed: readonly string[];
  /** Of teams of the plan, which they had already. */
  unchanged: readonly string[];
  /** Of nobody in the plan. */
  others: readonly string[];
};

const nameOf = (team: string): string => `${team}-month`;

const createBudget = (team: string, amounts: readonly BudgetAmount[]): Budget => ({
  name: nameOf(team),
  scope: new Map([['team', team]]),
  period: { kind: 'month' },
  zone: utc,
  amounts,
  basis: 'allocation',
  rate: 'cost',
  idle: 'separate',
  thresholds: defaultThresholds,
  recipients: [],
  archived: false,
});

/** What holds before the plan begins stays; from then on the plan holds, and its last amount until there is another. */
const changeAmounts = (
  amounts: readonly BudgetAmount[],
  planned: readonly PlannedAmount[],
): BudgetAmount[] => {
  const [first] = planned;
  const kept = amounts.filter(({ from }) => from === undefined || first === undefined || from < first.from);
  return [...kept, ...planned];
};

const isSame = (a: readonly BudgetAmount[], b: readonly BudgetAmount[]): boolean =>
  a.length === b.length &&
  a.every(({ from, amount }, index) => from === b[index]?.from && amount === b[index]?.amount);

/** Why a budget of the name that a team's is to have is not that team's month. */
const findForeign = ({ name, scope, period, archived }: Budget, team: string): string[] => {
  if (scope.size !== 1 || scope.get('team') !== team || period.kind !== 'month')
    return [
      `${quoteInput(name)} is there, but is not the month of team ${quoteInput(team)}; expected another name for it`,
    ];
  if (archived)
    return [`${quoteInput(name)} is archived; expected it taken up again, or the plan without its team`];
  return [];
};

/**
 * Puts a plan of what teams may spend by month (`readPlan`) into a budgets document: a budget `TEAM-month` a team, with an amount
 * a month. Where there is such a budget its amounts change from the plan's first month on, and nothing else of it; so a plan may be
 * given again, and next year's after this year's. Other budgets stay.
 *
 * Law: given again it changes nothing.
 *
 * @param source.file for messages.
 * @throws BadInputError with everything that is odd; FaultyDocumentError where a team's name makes no budget's.
 */
export const importBudgets = (
  source: { file: string; text: string },
  existing: BudgetsDocument,
): ImportedBudgets => {
  const plan = readPlan(source.text, source.file);
  const known = new Map(existing.budgets.map((budget) => [budget.name, budget]));
  const planned = [...plan].map(([team, amounts]) => ({ team, amounts, old: known.get(nameOf(team)) }));
  const foreign = planned.flatMap(({ team, old }) => (old === undefined ? [] : findForeign(old, team)));
  if (foreign.length > 0)
    throw new BadInputError(
      'budgets.invalid',
      `the plan does not fit:\n${foreign.map((each) => `  ${each}`).join('\n')}`,
    );
  const made = planned.map(({ team, amounts, old }) => ({
    old,
    budget:
      old === undefined
        ? createBudget(team, amounts)
        : { ...old, amounts: changeAmounts(old.amounts, amounts) },
  }));
  const namesOf = (isOf: (old: Budget | undefined, budget: Budget) => boolean) =>
    made.filter(({ old, budget }) => isOf(old, budget)).map(({ budget }) => budget.name);
  const byName = new Map(made.map(({ budget }) => [budget.name, budget]));
  const kept = existing.budgets.map((budget) => byName.get(budget.name) ?? budget);
  const added = made.filter(({ old }) => old === undefined).map(({ budget }) => budget);
  return {
    document: parseBudgets(formatBudgets({ ...existing, budgets: [...kept, ...added] })),
    created: namesOf((old) => old === undefined),
    changed: namesOf((old, { amounts }) => old !== undefined && !isSame(old.amounts, amounts)),
    unchanged: namesOf((old, { amounts }) => old !== undefined && isSame(old.amounts, amounts)),
    others: existing.budgets.map(({ name }) => name).filter((name) => !byName.has(name)),
  };
};
