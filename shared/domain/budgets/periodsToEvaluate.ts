import type { Instant } from '#shared/domain/time.ts';
import type { Budget } from './budget.ts';
import type { BudgetState, PeriodState } from './budgetState.ts';
import { carryState } from './carryState.ts';

/**
 * The periods whose figures an evaluation needs, in order of time, each with what its movement is told from: the current one, and
 * those before it that have not settled past their end. None for an archived budget, and outside of a custom range.
 */
export const periodsToEvaluate = (
  budget: Budget,
  state: BudgetState | undefined,
  now: Instant,
): readonly Pick<PeriodState, 'from' | 'to' | 'base'>[] =>
  budget.archived ? [] : carryState(budget, state, now).periods;
