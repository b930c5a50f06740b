import { nextStart, startOf } from '#shared/domain/calendar.ts';
import { instant } from '#shared/domain/time.ts';
import { findCrossings } from './findCrossings.ts';
import { type Judgement, judgeLags } from './judgeLags.ts';
import { type Period, planBudgets, toBudgetsText } from './planBudgets.ts';
import { boundIn, planLegs } from './planLegs.ts';
import { type Play, playBudgets } from './playBudgets.ts';
import type { Stretch } from './spendOverTime.ts';
import { teamSteps } from './teamSteps.ts';

export type Proof = Pick<Play, 'trace' | 'assembly' | 'onTick' | 'onTold'> & {
  period: Period;
  /** It begins with a period; of the last one only the first part may be in it. */
  range: Stretch;
  /** Minutes between collections. */
  every: number;
  /** What is collected more often, and how often. */
  closer: readonly Stretch[];
  closeEvery: number;
};

/** The periods that begin within a range, as far as they lie in it. */
const periodsIn = (period: Period, { from, to }: Stretch): Stretch[] => {
  const found: Stretch[] = [];
  for (let start = startOf(period, instant(from)); start < to; start = nextStart(period, start))
    found.push({ from: start, to: Math.min(to, nextStart(period, start)) });
  return found;
};

/**
 * Plays a budget for each team of a trace, and judges what was told.
 * Law: what is told by the stack is compared with the trace's rows and list prices alone.
 */
export const proveBudgets = async (proof: Proof): Promise<Judgement> => {
  const { trace, period, range } = proof;
  const planned = planBudgets(teamSteps(trace), period, periodsIn(period, range));
  const legs = planLegs(range.to, proof);
  const told = await playBudgets({
    ...proof,
    from: range.from,
    legs,
    budgets: toBudgetsText(planned, period),
  });
  // What is collected last.
  const end = legs.at(-1)?.to ?? range.to;
  const seen = periodsIn(period, { from: range.from, to: end });
  return judgeLags(findCrossings(planned, seen), told, boundIn(legs));
};
