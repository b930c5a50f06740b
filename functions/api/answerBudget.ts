import { type BudgetAnswer, budgetOperation } from '#shared/api/budgetOperations.ts';
import { FaultyRequestError } from '#shared/api/fault.ts';
import { requireValues } from '#shared/api/readQuery.ts';
import { readStandings } from '#shared/budgets/readStandings.ts';
import { carryState } from '#shared/domain/budgets/carryState.ts';
import { revisionOf } from './costFigures.ts';
import { findBudget } from './findBudgets.ts';
import { readSentEvents } from './readSentEvents.ts';
import { resolveTime } from './resolveTime.ts';
import { defineRoute } from './route.ts';
import { toBudgetPeriod } from './toBudgetPeriod.ts';
import { toBudgetStanding } from './toBudgetStanding.ts';
import { readWritten } from './writtenBudgets.ts';

/** One budget: how it stands, what it is, and what was sent of it. */
export const answerBudget = defineRoute(budgetOperation, async ({ identity, query, path, now }, deps) => {
  const time = resolveTime(query.values, now, query.faults);
  requireValues(query);
  if (time === undefined) throw new FaultyRequestError(query.faults);
  const latest = await deps.budgets.readLatest();
  const { budget: name = '' } = path;
  const budget = findBudget(identity, latest?.document.budgets ?? [], name);
  const state = (await readStandings([budget], deps.alerts))(budget);
  // A team that is told a version is told of every change to others.
  const version = identity.role === 'team' ? null : (latest?.version ?? 0);
  const body: BudgetAnswer = {
    version,
    budget: toBudgetStanding(budget, state, now),
    definition: readWritten(latest).budgets.find((each) => each.name === name) ?? null,
    periods: carryState(budget, state, now).periods.map((period) => toBudgetPeriod(budget, period)),
    sent: await readSentEvents(budget, time.window, now, deps.alerts),
  };
  return { body, ...(version === null ? {} : { tag: `${version}~${revisionOf(body)}` }) };
});
