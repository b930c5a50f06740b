import type { CostBasis } from '#shared/domain/costBasis.ts';
import type { Day } from '#shared/domain/day.ts';
import type { Filter } from '#shared/domain/filter.ts';
import type { Money } from '#shared/domain/money.ts';
import type { RateKind } from '#shared/domain/rateKind.ts';
import type { Zone } from '#shared/domain/zone.ts';
import type { BudgetPeriod } from './budgetPeriod.ts';
import type { Threshold } from './threshold.ts';

/** Labels that a budget's scope may name, besides tags (`tag:KEY`). */
export const scopeLabels = [
  'team',
  'costCentre',
  'product',
  'model',
  'component',
  'endpoint',
  'instanceType',
] as const;

/** Exactly what each label must be, by label in order; none for all there is. */
export type BudgetScope = ReadonlyMap<string, string>;

/** From the periods on that start on or after its day; without one from the beginning. */
export type BudgetAmount = { from: Day | undefined; amount: Money };

/**
 * What nobody holds: `separate`, counted where its own labels are the scope's, so that an endpoint's budget has its idle capacity and
 * a team's has not; or `shared`, counted with whoever bears it by the payers of the owners document.
 */
export const budgetIdles = ['separate', 'shared'] as const;
export type BudgetIdle = (typeof budgetIdles)[number];

/** What may be spent on something in each period, and when to speak up. */
export type Budget = {
  /** Its own. */
  name: string;
  scope: BudgetScope;
  period: BudgetPeriod;
  /** Whose days the period begins and ends with. Only those of UTC tie to the bill. */
  zone: Zone;
  /** In order of their days, at least one. */
  amounts: readonly BudgetAmount[];
  basis: CostBasis;
  rate: RateKind;
  idle: BudgetIdle;
  /** Each once. */
  thresholds: readonly Threshold[];
  /** Who is told; none for the contact of the scope's team. */
  recipients: readonly string[];
  /** Kept, and silent. */
  archived: boolean;
};

/** Holds of the rows that a scope is of. */
export const scopeFilter = (scope: BudgetScope): Filter => ({
  conditions: [...scope].map(([label, text]) => ({
    label,
    is: 'oneOf',
    values: [{ kind: 'exact', text }],
  })),
});
