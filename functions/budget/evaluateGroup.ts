import { toBudgetEvents } from '#shared/alerts/toBudgetEvents.ts';
import type { EvaluatedBudget, PeriodFacts } from '#shared/alerts/toldBudget.ts';
import type { Budget } from '#shared/domain/budgets/budget.ts';
import type { BudgetState } from '#shared/domain/budgets/budgetState.ts';
import { evaluateBudget } from '#shared/domain/budgets/evaluateBudget.ts';
import type { AlertGroup } from '#shared/ledger/alertItem.ts';
import { findMovers } from './findMovers.ts';
import { type AlertDeps, readHistory, type Situation } from './situation.ts';
import { type Figured, withForecast } from './toFigures.ts';

export type GroupCounts = { budgets: number; crossed: number; recovered: number; events: number };

const toFacts = async (
  { budget, figures, idleByReason }: Figured,
  situation: Situation,
  deps: AlertDeps,
): Promise<PeriodFacts> => {
  const history = await readHistory(budget, situation, deps);
  const { period, settled, seenThrough } = figures;
  const { progress, rates } = situation;
  const { pools } = progress;
  const forecast = deps.forecasts({ budget, period, seenThrough, settled, history, pools, rates });
  return { figures: withForecast(figures, forecast), forecast, movers: undefined, idleByReason };
};

/** What moved is told only where something is told. */
const withMovers = async (
  evaluated: EvaluatedBudget,
  situation: Situation,
  deps: AlertDeps,
): Promise<EvaluatedBudget> => {
  const { budget, evaluation, periods } = evaluated;
  if (evaluation.crossed.length + evaluation.recovered.length === 0) return evaluated;
  const movers = findMovers(budget, await readHistory(budget, situation, deps));
  return { ...evaluated, periods: periods.map((facts) => ({ ...facts, movers })) };
};

/**
 * Evaluates the budgets of a group by their figures.
 * @returns the group as it then stands, with the events that are to be sent; budgets that are in the document no more are forgotten.
 */
export const evaluateGroup = async (
  group: AlertGroup,
  budgets: readonly Budget[],
  figured: readonly Figured[],
  situation: Situation,
  deps: AlertDeps,
): Promise<{ group: AlertGroup; counts: GroupCounts }> => {
  const now = situation.eventTime;
  const states = new Map<string, BudgetState>();
  const evaluated: EvaluatedBudget[] = [];
  for (const budget of budgets) {
    const own = figured.filter((each) => each.budget === budget);
    const periods = await Promise.all(own.map((each) => toFacts(each, situation, deps)));
    const figures = periods.map((facts) => facts.figures);
    const { state, ...evaluation } = evaluateBudget(budget, group.budgets.get(budget.name), figures, now);
    states.set(budget.name, state);
    evaluated.push(await withMovers({ budget, evaluation, periods }, situation, deps));
  }
  const { contacts } = situation;
  const events = toBudgetEvents({ group: group.name, evaluated, contacts, links: deps.links, now });
  const countOf = (kind: 'crossed' | 'recovered') =>
    evaluated.reduce((sum, { evaluation }) => sum + evaluation[kind].length, 0);
  return {
    group: { ...group, budgets: states, outbox: [...group.outbox, ...events] },
    counts: {
      budgets: budgets.length,
      crossed: countOf('crossed'),
      recovered: countOf('recovered'),
      events: events.length,
    },
  };
};
