import type { Range } from '#shared/costs/costQuestion.ts';
import type { Budget } from '#shared/domain/budgets/budget.ts';
import type { BudgetFigures } from '#shared/domain/budgets/budgetFigures.ts';
import type { PeriodRange } from '#shared/domain/budgets/budgetPeriod.ts';
import type { MovementBase } from '#shared/domain/budgets/movement.ts';
import { splitMovement } from '#shared/domain/budgets/splitMovement.ts';
import { addSpends, costOfSpend } from '#shared/domain/budgets/stepSpend.ts';
import { underFormerOwners } from '#shared/domain/budgets/underFormerOwners.ts';
import { addCompleteness } from '#shared/domain/completeness.ts';
import type { Forecast, NoForecast } from '#shared/domain/forecast/forecast.ts';
import { hourSeconds } from '#shared/domain/forecast/hourSeries.ts';
import type { IdleReason } from '#shared/domain/idleReason.ts';
import { type Money, zeroMoney } from '#shared/domain/money.ts';
import { after, earliest, type Instant, latest } from '#shared/domain/time.ts';
import type { BudgetSpend } from './readSpends.ts';

/** A period of a budget that is to be evaluated, and what its movement is told from. */
export type Reading = { budget: Budget; range: PeriodRange; base: MovementBase | undefined };

/** What was read for all of them alike. */
export type ReadContext = {
  at: Instant;
  /** Up to where anything is read; a bucket edge. */
  seenThrough: Instant;
  steps: readonly Range[];
  owners: {
    /** The version in force, and the one by which all that is stored has its owners. */
    version: number;
    applied: number;
  };
  /** Up to when everything that runs is settled, by endpoint. */
  settledThrough: ReadonlyMap<string, Instant>;
};

/** Every edge at which a reading's steps must be cut, but those of the fleet's progress. */
export const edgesOf = ({ budget, range, base }: Reading, seenThrough: Instant): Instant[] => {
  const lookBacks = budget.thresholds.flatMap((each) =>
    each.on === 'burnRate' && seenThrough <= range.to ? [after(seenThrough, -each.lookBack)] : [],
  );
  const seen = earliest(range.to, seenThrough);
  const known = base === undefined ? [] : [base.through];
  return [range.from, seen, ...known, ...lookBacks].filter((edge) => edge <= seenThrough);
};

/** What was spent in the steps within a stretch of time, whose ends are edges of steps. */
const spentIn = ({ steps: spends }: BudgetSpend, steps: readonly Range[], { from, to }: Range) =>
  addSpends(
    [...spends].flatMap(([index, spend]) => {
      const step = steps[index];
      return step !== undefined && from <= step.from && step.to <= to ? [spend] : [];
    }),
  );

/** What is so far behind holds up nothing but the end of a period. */
const mostLag = 6 * hourSeconds;

/**
 * Up to where a reading's spend is settled: of the edges that steps are cut at the last, on an hour or an end of the period, by which
 * all endpoints are that it was spent on, and those that may have something of it still to be collected. The end of the period is
 * only settled when it is on every one of them, however far behind: what comes after it is closed is never looked at.
 */
const settledThroughOf = (
  { budget: { scope } }: Reading,
  spend: BudgetSpend,
  { steps, seenThrough, settledThrough }: ReadContext,
  { from, to }: PeriodRange,
): Instant => {
  const endpoint = scope.get('endpoint');
  const possible = [...settledThrough].flatMap(([name, time]) =>
    endpoint === undefined || name === endpoint ? [time] : [],
  );
  const near = possible.filter((time) => time > after(seenThrough, -mostLag));
  const settled = earliest(seenThrough, ...spend.settledThrough.values(), ...near);
  const whole = earliest(settled, ...possible);
  const edges = steps
    .map((step) => step.to)
    .filter((edge) =>
      edge === to ? edge <= whole : edge % hourSeconds === 0 && edge <= settled && edge < to,
    );
  return latest(from, ...edges);
};

const burnOf = ({ budget, range }: Reading, spend: BudgetSpend, context: ReadContext) => {
  const { seenThrough, steps } = context;
  const lookBacks = budget.thresholds.flatMap((each) => (each.on === 'burnRate' ? [each.lookBack] : []));
  if (seenThrough > range.to) return new Map<number, Money>();
  return new Map(
    lookBacks.map((seconds): [number, Money] => {
      const stretch = { from: after(seenThrough, -seconds), to: seenThrough };
      return [seconds, costOfSpend(spentIn(spend, steps, stretch))];
    }),
  );
};

/** What moved since the last look: told by the owners of then where the document, or what is stored by it, may be another by now. */
const moveOf = ({ range, base }: Reading, spend: BudgetSpend, context: ReadContext) => {
  const { steps, seenThrough, owners } = context;
  const through = earliest(range.to, seenThrough);
  const since = base?.through ?? range.from;
  const region = spentIn(spend, steps, { from: range.from, to: since });
  const isReowned = base !== undefined && base.ownersVersion < owners.version;
  return splitMovement(base, {
    through,
    region,
    underFormerOwners: isReowned ? underFormerOwners(region, base) : undefined,
    added: spentIn(spend, steps, { from: since, to: through }),
    correction: zeroMoney,
    ownersVersion: owners.applied,
  });
};

/** What a period's spend is known to be, without what it is expected to end at. */
export type KnownFigures = Omit<BudgetFigures, 'forecast'>;

/** The figures of a budget in one of its periods, and what of them is idle. */
export type Figured = {
  budget: Budget;
  figures: KnownFigures;
  idleByReason: ReadonlyMap<IdleReason, Money>;
};

/**
 * How much was seen, in a stretch of time whose ends are edges of steps, of the endpoints that were spent on in it: of all of that
 * time, however it is cut.
 */
const completenessIn = (
  { steps: spends, seen }: BudgetSpend,
  steps: readonly Range[],
  { from, to }: Range,
) => {
  const within = steps.flatMap((step, index) => (from <= step.from && step.to <= to ? [index] : []));
  const places = new Set(within.flatMap((index) => [...(spends.get(index)?.places ?? [])]));
  const parts = [...places].flatMap((place) => within.flatMap((index) => seen.get(place)?.get(index) ?? []));
  return parts.reduce(addCompleteness, { seen: 0, expected: 0 });
};

/** The figures of a budget in one period, from what was read of it. */
export const toFigures = (reading: Reading, spend: BudgetSpend, context: ReadContext): Figured => {
  const { budget, range } = reading;
  const { at, steps, seenThrough } = context;
  const seen = earliest(range.to, seenThrough);
  const actual = spentIn(spend, steps, { from: range.from, to: seen });
  const through = settledThroughOf(reading, spend, context, range);
  const figures = {
    period: range,
    at,
    seenThrough: seen,
    actual: costOfSpend(actual),
    settled: { through, amount: costOfSpend(spentIn(spend, steps, { from: range.from, to: through })) },
    completeness: completenessIn(spend, steps, { from: range.from, to: seen }),
    hasUnpriced: actual.hasUnpriced,
    burn: burnOf(reading, spend, context),
    ...moveOf(reading, spend, context),
  };
  return { budget, figures, idleByReason: actual.idleByReason };
};

/** With what of a forecast is kept: what is more would make the same figures other ones than those that were kept. */
export const withForecast = (figures: KnownFigures, forecast: Forecast | NoForecast): BudgetFigures => {
  if (forecast.amount === undefined) return { ...figures, forecast: undefined };
  const { amount, low, high, confidence, because } = forecast;
  return { ...figures, forecast: { amount, low, high, confidence, because } };
};
