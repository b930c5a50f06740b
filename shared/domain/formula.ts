import { priceText, unitCount, unitSecondsText, unitsText, usdText } from './amountText.ts';
import type { BucketRate } from './bucket.ts';
import type { Unit } from './unit.ts';

/** What some unit-seconds cost at one price: what a formula is of. */
export type PricedSeconds = {
  unit: Unit | undefined;
  unitSeconds: number;
  rate: BucketRate | undefined;
};

/** What an endpoint's instances cost beyond what is charged for them, at one pair of prices. */
export type PricedVariance = {
  instanceSeconds: number;
  paid: BucketRate | undefined;
  charged: BucketRate | undefined;
};

/** Nano-dollars as a fraction. */
type Exact = { numerator: bigint; denominator: bigint };

const floorDivide = (dividend: bigint, divisor: bigint): bigint => {
  const quotient = dividend / divisor;
  return dividend % divisor < 0n ? quotient - 1n : quotient;
};

/** Places that are told of an amount that does not end within nine. */
const exactPlaces = 12;

/** `$14.380000000`, or `$0.003994444444…` where it goes on. */
const exactText = ({ numerator, denominator }: Exact): string => {
  const [sign, size] = numerator < 0n ? ['-', -numerator] : ['', numerator];
  const nano = size / denominator;
  const rest = size % denominator;
  if (rest === 0n) return `${sign}${usdText(nano)}`;
  const scaled = rest * 10n ** BigInt(exactPlaces - 9);
  const digits = (scaled / denominator).toString().padStart(exactPlaces - 9, '0');
  return `${sign}${usdText(nano)}${digits}${scaled % denominator === 0n ? '' : '…'}`;
};

/** How a printed amount came from the exact one, where that is not the same. */
const roundingText = (exact: Exact, printed: bigint): string => {
  const { numerator, denominator } = exact;
  if (numerator === printed * denominator) return '';
  const nearest = floorDivide(2n * numerator + denominator, 2n * denominator);
  const rounded = ` → ${usdText(printed)}, rounded`;
  if (nearest === printed) return rounded;
  return `${rounded} ${printed > nearest ? 'up' : 'down'} so that all amounts add up (largest remainder)`;
};

const seconds = (value: bigint): Exact => ({ numerator: value, denominator: 3_600n });

/**
 * `36,000 GPU-seconds ÷ 3,600 × $5.752 per instance-hour ÷ 4 GPUs = $14.380000000`
 * @param printed what it is printed as, in nano-dollars; undefined without a price.
 */
export const formulaOf = (
  { unit, unitSeconds, rate }: PricedSeconds,
  printed: bigint | undefined,
): string => {
  const kind = unit?.kind ?? 'accelerator';
  const held = unitSecondsText(kind, unitSeconds);
  if (rate === undefined || unit === undefined || printed === undefined)
    return `${held}: no price is known, so there is no cost`;
  const { numerator, denominator } = seconds(BigInt(unitSeconds) * rate.perInstanceHour);
  const exact = { numerator, denominator: denominator * BigInt(unit.perInstance) };
  const hourly = `${held} ÷ 3,600 × ${priceText(rate.perInstanceHour)} per instance-hour`;
  const divided = unitCount(kind, unit.perInstance) === 1 ? hourly : `${hourly} ÷ ${unitsText(unit)}`;
  return `${divided} = ${exactText(exact)}${roundingText(exact, printed)}`;
};

const sideText = (rate: BucketRate | undefined, verb: string): string =>
  rate === undefined ? `nothing known to be ${verb}` : `${priceText(rate.perInstanceHour)} ${verb}`;

/** `36,000 instance-seconds ÷ 3,600 × ($5.752 paid − $6.00 charged) per instance-hour = -$2.480000000` */
export const varianceFormulaOf = (
  { instanceSeconds, paid, charged }: PricedVariance,
  printed: bigint,
): string => {
  const difference = (paid?.perInstanceHour ?? 0n) - (charged?.perInstanceHour ?? 0n);
  const exact = seconds(BigInt(instanceSeconds) * difference);
  const prices = `(${sideText(paid, 'paid')} − ${sideText(charged, 'charged')})`;
  const held = unitSecondsText('instance', instanceSeconds);
  return `${held} ÷ 3,600 × ${prices} per instance-hour = ${exactText(exact)}${roundingText(exact, printed)}`;
};
