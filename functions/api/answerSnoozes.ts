import {
  type BudgetChangeAnswer,
  snoozeBudgetOperation,
  wakeBudgetOperation,
} from '#shared/api/budgetOperations.ts';
import { type Fault, FaultyRequestError } from '#shared/api/fault.ts';
import { requireValues } from '#shared/api/readQuery.ts';
import type { Budget } from '#shared/domain/budgets/budget.ts';
import type { BudgetState, Snooze } from '#shared/domain/budgets/budgetState.ts';
import { parseMoment } from '#shared/domain/parseMoment.ts';
import { quoteInput } from '#shared/domain/quoteInput.ts';
import { after, formatInstant, type Instant } from '#shared/domain/time.ts';
import type { Zone } from '#shared/domain/zone.ts';
import { changeSnooze } from './changeSnooze.ts';
import { findBudget } from './findBudgets.ts';
import { defineRoute } from './route.ts';
import { toBudgetStanding } from './toBudgetStanding.ts';

/** Whoever would have silence for longer archives the budget. */
const longestDays = 366;

const expected = 'a time such as 2026-06-01T00:00:00Z, or a day such as 2026-06-01';

/** When a snooze ends, or what is wrong with that. */
const readEnd = (text: string, zone: Zone, now: Instant): Instant | Fault => {
  const fault = (detail: string): Fault => ({ pointer: '/until', detail });
  const moment = parseMoment(text, zone);
  if (moment === undefined) return fault(`is ${quoteInput(text)}; expected ${expected}`);
  if ('fault' in moment) return fault(moment.fault);
  const { from: until } = moment;
  if (until <= now) return fault(`is ${formatInstant(until)}, which is over; expected a time to come`);
  const latest = after(now, longestDays * 86_400);
  if (until <= latest) return until;
  return fault(
    `is ${formatInstant(until)}, more than ${longestDays} days from now; expected an end before, or archive the budget`,
  );
};

const tell = (
  budget: Budget,
  state: BudgetState | undefined,
  { version, now, effect }: { version: number; now: Instant; effect: string },
): { body: BudgetChangeAnswer } => ({
  body: { version, budget: toBudgetStanding(budget, state, now), effects: [effect] },
});

/** Tells nothing of a budget up to some time. */
export const answerSnoozeBudget = defineRoute(
  snoozeBudgetOperation,
  async ({ identity, query, path, body, now }, deps) => {
    const { version, document } = await deps.budgets.readInForce();
    const budget = findBudget(identity, document.budgets, path.budget ?? '');
    const until = readEnd(body.until, budget.zone, now);
    if (typeof until === 'object') throw new FaultyRequestError([...query.faults, until]);
    requireValues(query);
    const snooze: Snooze = { until, who: identity.subject, why: body.why };
    const state = await changeSnooze(budget, snooze, now, deps.alerts);
    const effect = `Nothing of it is told before ${formatInstant(until)}; what is crossed then is told together by the first evaluation after that.`;
    return tell(budget, state, { version, now, effect });
  },
);

/** Ends that. */
export const answerWakeBudget = defineRoute(
  wakeBudgetOperation,
  async ({ identity, query, path, now }, deps) => {
    requireValues(query);
    const { version, document } = await deps.budgets.readInForce();
    const budget = findBudget(identity, document.budgets, path.budget ?? '');
    const state = await changeSnooze(budget, undefined, now, deps.alerts);
    const effect = 'It is not snoozed: what is crossed and was not told is told by the next evaluation.';
    return tell(budget, state, { version, now, effect });
  },
);
