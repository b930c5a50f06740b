import type { BudgetFigures, KnownSpend } from '#shared/domain/budgets/budgetFigures.ts';
import type { PeriodRange } from '#shared/domain/budgets/budgetPeriod.ts';
import { type Movement, noMovement } from '#shared/domain/budgets/movement.ts';
import { nothingSpent } from '#shared/domain/budgets/splitMovement.ts';
import { after, type Instant } from '#shared/domain/time.ts';
import { dollars } from './budget.ts';

type Given = {
  period: PeriodRange;
  now: Instant;
  /** In dollars. */
  actual: number;
  moved?: Partial<Record<keyof Movement, number>>;
  forecast?: number;
  /** By hours of the look-back. */
  burn?: Readonly<Record<number, number>>;
  settledThrough?: Instant;
};

/** What is read five minutes late and settles after half an hour. */
export const figuresOf = ({
  period,
  now,
  actual,
  moved = {},
  forecast,
  burn = {},
  settledThrough,
}: Given): BudgetFigures => {
  const known: KnownSpend = {
    at: now,
    seenThrough: after(now, -300),
    actual: dollars(actual),
    settled: { through: settledThrough ?? after(now, -1_800), amount: dollars(actual) },
    completeness: { seen: 99, expected: 100 },
    hasUnpriced: false,
    burn: new Map(Object.entries(burn).map(([hours, spent]) => [Number(hours) * 3_600, dollars(spent)])),
    forecast:
      forecast === undefined
        ? undefined
        : {
            amount: dollars(forecast),
            low: dollars(forecast),
            high: dollars(forecast),
            confidence: 'medium',
            because: '9 days of history',
          },
  };
  const parts = Object.entries(moved).map(([cause, part]) => [cause, dollars(part)]);
  return {
    ...known,
    period,
    movement: { ...noMovement, ...Object.fromEntries(parts) },
    base: { through: known.seenThrough, spent: nothingSpent, ownersVersion: 1 },
  };
};
