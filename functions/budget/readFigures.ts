import type { Range } from '#shared/costs/costQuestion.ts';
import type { Budget } from '#shared/domain/budgets/budget.ts';
import { periodsToEvaluate } from '#shared/domain/budgets/periodsToEvaluate.ts';
import { hourSeconds } from '#shared/domain/forecast/hourSeries.ts';
import { earliest, floorTo, type Instant } from '#shared/domain/time.ts';
import type { AlertGroup } from '#shared/ledger/alertItem.ts';
import { readSpends, toSteps } from './readSpends.ts';
import type { AlertDeps, Situation } from './situation.ts';
import { edgesOf, type Figured, type Reading, toFigures } from './toFigures.ts';

/** What of the budgets is to be read: the periods that are open, each with what its movement is told from. */
export const readingsOf = (
  budgets: readonly Budget[],
  groups: readonly AlertGroup[],
  now: Instant,
): Reading[] => {
  const states = new Map(groups.flatMap((group) => [...group.budgets]));
  return budgets.flatMap((budget) =>
    periodsToEvaluate(budget, states.get(budget.name), now).map(({ from, to, base }) => ({
      budget,
      range: { from, to },
      base,
    })),
  );
};

/** Whatever figures must be cut at: periods, what was seen last, look-backs, and hours up to where things have settled. */
const cutSteps = (readings: readonly Reading[], { context, progress }: Situation): Range[] => {
  const { seenThrough } = context;
  const own = readings.flatMap((reading) => edgesOf(reading, seenThrough));
  const [first = seenThrough, ...others] = own;
  const from = earliest(first, ...others);
  const settled = [seenThrough, ...progress.settledThrough.values()].map((time) =>
    floorTo(time, hourSeconds),
  );
  return toSteps([...own, ...settled.filter((edge) => edge > from), seenThrough]);
};

/** Reads the figures of some periods of budgets, all in as few passes as can be. */
export const readFigures = async (
  readings: readonly Reading[],
  situation: Situation,
  deps: AlertDeps,
): Promise<Figured[]> => {
  const steps = cutSteps(readings, situation);
  const budgets = [...new Set(readings.map(({ budget }) => budget))];
  const spends = await readSpends(budgets, { account: situation.account, steps }, deps);
  const { settledThrough } = situation.progress;
  const context = { ...situation.context, steps, settledThrough };
  return readings.flatMap((reading): Figured[] => {
    const spend = spends.get(reading.budget.name);
    return spend === undefined ? [] : [toFigures(reading, spend, context)];
  });
};
