import { addMoney, type Money, unitsPerNanoDollar } from './money.ts';
import { addRatios, type Ratio } from './ratio.ts';

/** What a cost is told per unit of: the units, and what they cost by themselves and with the idle capacity that is borne. */
export type Measure = { units: Ratio; own: Money; withIdle: Money };

/** Adds what is known of either: undefined where nothing is. Law: units and costs add up, in any order and grouping. */
export const addMeasures = (a: Measure | undefined, b: Measure | undefined): Measure | undefined => {
  if (a === undefined || b === undefined) return a ?? b;
  return {
    units: addRatios(a.units, b.units),
    own: addMoney([a.own, b.own]),
    withIdle: addMoney([a.withIdle, b.withIdle]),
  };
};

/** Why there is no unit cost. */
export const unitCostGaps = [
  'unpriced',
  'uncounted',
  'unknown copies',
  'no GPUs',
  'no tokens',
  'nothing held',
] as const;
export type UnitCostGap = (typeof unitCostGaps)[number];

/** A cost per unit, in whole nano-dollars; or that nothing was asked of what cost that much; or why it is not known. */
export type UnitCost =
  | { kind: 'cost'; own: bigint; withIdle: bigint; isSmallSample: boolean }
  | { kind: 'no traffic'; own: Money; withIdle: Money }
  | { kind: 'unknown'; gap: UnitCostGap };

/** What units are: how many a price is told for, how few are a small sample, and what none of them means. */
export type UnitKindOfCost = { scale: bigint; leastSample: bigint; none: 'no traffic' | 'nothing held' };

/** The exact quotient, rounded half up once to whole nano-dollars. */
const divide = (cost: Money, { numerator, denominator }: Ratio, scale: bigint): bigint => {
  const dividend = cost * scale * denominator;
  const divisor = numerator * unitsPerNanoDollar;
  return (2n * dividend + divisor) / (2n * divisor);
};

/**
 * The cost of `scale` units. Zero units are never a cost of 0: they say what was spent on no traffic.
 * Law: the cost × units is what they cost, within half a nano-dollar for each `scale` units.
 */
export const unitCostOf = (
  measure: Measure | undefined,
  { scale, leastSample, none }: UnitKindOfCost,
  gap: UnitCostGap,
): UnitCost => {
  if (measure === undefined) return { kind: 'unknown', gap };
  const { units, own, withIdle } = measure;
  if (units.numerator === 0n)
    return none === 'no traffic' ? { kind: none, own, withIdle } : { kind: 'unknown', gap: none };
  return {
    kind: 'cost',
    own: divide(own, units, scale),
    withIdle: divide(withIdle, units, scale),
    isSmallSample: units.numerator < leastSample * units.denominator,
  };
};
