import type { Money } from '#shared/domain/money.ts';
import type { Instant } from '#shared/domain/time.ts';
import type { Budget } from './budget.ts';
import type { BudgetFigures } from './budgetFigures.ts';
import type { PeriodRange } from './budgetPeriod.ts';
import type { BudgetState, PeriodState, ThresholdState } from './budgetState.ts';
import { carryState } from './carryState.ts';
import { causeOf } from './causeOf.ts';
import { figureOf } from './figureOf.ts';
import { judgeThreshold, type ThresholdNews } from './judgeThreshold.ts';
import { limitOf } from './limitOf.ts';
import { addMovements, noMovement } from './movement.ts';
import { type Threshold, thresholdKey } from './threshold.ts';

/** What is told of a threshold, with what it was judged by. */
type News<Kind extends ThresholdNews['kind']> = ThresholdNews & { kind: Kind } & {
  period: PeriodRange;
  /** What may be spent in the period. */
  amount: Money;
  threshold: Threshold;
  key: string;
  limit: Money;
  /** As it is now. */
  figure: Money;
};
export type Crossing = News<'crossed'>;
export type Recovery = News<'recovered'>;

export type Evaluation = {
  state: BudgetState;
  /** One message, in the order of periods and thresholds. */
  crossed: readonly Crossing[];
  recovered: readonly Recovery[];
};

type JudgedPeriod = { period: PeriodState; crossed: readonly Crossing[]; recovered: readonly Recovery[] };

/** Which causes are named, by what moved since the last look. */
const causesOf = ({ moved, movedSinceForecast }: PeriodState, { on }: Threshold, figures: BudgetFigures) => {
  const movement = on === 'forecast' ? movedSinceForecast : figures.movement;
  return {
    rise: causeOf(movement, 'rise'),
    fall: causeOf(movement, 'fall'),
    found: causeOf(moved, 'rise'),
  };
};

/** @param period with what moved added to it. */
const judgePeriod = (
  { thresholds }: Budget,
  period: PeriodState,
  figures: BudgetFigures,
  rules: { now: Instant; isSnoozed: boolean },
): JudgedPeriod => {
  const { from, to, amount } = period;
  const states = new Map<string, ThresholdState>();
  const [crossed, recovered]: [Crossing[], Recovery[]] = [[], []];
  for (const threshold of thresholds) {
    const key = thresholdKey(threshold);
    const old = period.thresholds.get(key) ?? { state: 'armed', isJudged: false };
    const figure = figureOf(threshold, figures, period);
    if (figure === undefined) {
      // Looked at all the same: a forecast that comes later is news, not found.
      states.set(key, old.state === 'armed' ? { ...old, isJudged: true } : old);
      continue;
    }
    const limit = limitOf(threshold, amount, period);
    const causes = causesOf(period, threshold, figures);
    const { state, news } = judgeThreshold(old, { ...rules, figure, limit, causes });
    states.set(key, state);
    const told = { period: { from, to }, amount, threshold, key, limit, figure };
    if (news?.kind === 'crossed') crossed.push({ ...news, ...told });
    if (news?.kind === 'recovered') recovered.push({ ...news, ...told });
  }
  return { period: { ...period, thresholds: states }, crossed, recovered };
};

const addFigures = (period: PeriodState, figures: BudgetFigures): PeriodState => {
  const { period: _, movement, base, ...known } = figures;
  return {
    ...period,
    known,
    base,
    moved: addMovements(period.moved, movement),
    movedSinceForecast: addMovements(period.movedSinceForecast, movement),
  };
};

/** Older figures than those that were seen are nothing new. */
const isNewer = ({ known }: PeriodState, figures: BudgetFigures | undefined): figures is BudgetFigures =>
  figures !== undefined && (known === undefined || figures.at >= known.at);

const evaluatePeriod = (
  budget: Budget,
  period: PeriodState,
  figures: BudgetFigures | undefined,
  rules: { now: Instant; isSnoozed: boolean },
): JudgedPeriod => {
  if (!isNewer(period, figures)) return { period, crossed: [], recovered: [] };
  const judged = judgePeriod(budget, addFigures(period, figures), figures, rules);
  if (figures.forecast === undefined) return judged;
  return { ...judged, period: { ...judged.period, movedSinceForecast: noMovement } };
};

/** Whether something is crossed, by a figure that is still known, of which nobody was told. */
const hasUntold = ({ thresholds }: Budget, period: PeriodState): boolean =>
  thresholds.some((threshold) => {
    const state = period.thresholds.get(thresholdKey(threshold));
    if (state?.state !== 'crossed' || state.announced || period.known === undefined) return false;
    return figureOf(threshold, period.known, period) !== undefined;
  });

/** Over, settled past its end, and nothing left to tell of it. */
const isClosed = (budget: Budget, period: PeriodState, now: Instant): boolean => {
  const { to, known } = period;
  return now >= to && known !== undefined && known.settled.through >= to && !hasUntold(budget, period);
};

/**
 * Evaluates a budget: where each of its thresholds stands now, and what is to be told.
 *
 * Laws:
 * - Of a threshold one crossing is told a period, by the evaluation that first sees it, and one recovery after it; unless the budget
 *   or the threshold's limit is changed in between (`carryState`).
 * - What an evaluation of a new or changed threshold finds crossed is marked `found`, and is one message with all the rest.
 * - A forecast is judged only where there is one.
 * - Nothing is told while the budget is snoozed. What is still crossed by the first evaluation after that is told then, all together;
 *   what recovered meanwhile is not told.
 * - A period is evaluated until it has settled past its end (31 days at most), then closed; the next one begins armed.
 * - Archived, nothing changes and nothing is told.
 * - Read again with nothing new, figures change nothing and tell nothing. A run whose state was not kept and that is done again
 *   tells the same.
 *
 * @param state what the last evaluation gave; undefined for none.
 * @param figures of the periods of `periodsToEvaluate`, read after the state; a period without figures is left as it is.
 */
export const evaluateBudget = (
  budget: Budget,
  state: BudgetState | undefined,
  figures: readonly BudgetFigures[],
  now: Instant,
): Evaluation => {
  const carried = carryState(budget, state, now);
  if (budget.archived) return { state: carried, crossed: [], recovered: [] };
  const isSnoozed = carried.snooze !== undefined && now < carried.snooze.until;
  const judged = carried.periods.map((period) => {
    const own = figures.find((each) => each.period.from === period.from && each.period.to === period.to);
    return evaluatePeriod(budget, period, own, { now, isSnoozed });
  });
  return {
    state: {
      ...carried,
      periods: judged.map(({ period }) => period).filter((period) => !isClosed(budget, period, now)),
      snooze: isSnoozed ? carried.snooze : undefined,
    },
    crossed: judged.flatMap(({ crossed }) => crossed),
    recovered: judged.flatMap(({ recovered }) => recovered),
  };
};
