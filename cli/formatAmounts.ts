import { withCommas } from '#shared/domain/amountText.ts';
import { formatSteps, unitsPerNanoDollar } from '#shared/domain/money.ts';

/** Ledger units in a cent. */
export const cent = unitsPerNanoDollar * 10_000_000n;

/** Cents as `$1,506.64`, or `−$0.57`. */
export const dollars = (cents: bigint): string => {
  if (cents < 0n) return `−${dollars(-cents)}`;
  const [whole = '', fraction = ''] = formatSteps(cents, 2).split('.');
  return `$${withCommas(whole)}.${fraction}`;
};

/** The same of a difference: `+$1.20`, `−$1.20`, `$0.00` */
export const signedDollars = (cents: bigint): string => `${cents > 0n ? '+' : ''}${dollars(cents)}`;

/** With two decimals: `1,506.64`. */
export const twoDecimals = (value: number): string => {
  const [whole = '', fraction = ''] = value.toFixed(2).split('.');
  return `${withCommas(whole)}.${fraction}`;
};

/** Seconds as hours: `1,506.64`. */
export const hours = (seconds: number): string => twoDecimals(seconds / 3_600);

/** `$5.752`, `$1,506.64`, `$7.00`: all decimals that say something, and never fewer than two. */
export const exactDollars = (decimal: string): string => {
  const [whole = '', fraction = ''] = decimal.split('.');
  return `$${withCommas(whole)}.${fraction.replace(/0+$/, '').padEnd(2, '0')}`;
};

/** Nano-dollars a unit: four decimals of a dollar; of what is less than a tenth of a cent all that say something. */
export const unitDollars = (nano: bigint): string => {
  if (nano < 0n) return `−${unitDollars(-nano)}`;
  if (nano > 0n && nano < 1_000_000n) return exactDollars(formatSteps(nano, 9));
  const [whole = '', fraction = ''] = formatSteps((nano + 50_000n) / 100_000n, 4).split('.');
  return `$${withCommas(whole)}.${fraction}`;
};

/** `48 h`, `6 h 10 min`, `10 s` */
export const duration = (seconds: number): string => {
  const parts = [
    [Math.floor(seconds / 3_600), 'h'],
    [Math.floor(seconds / 60) % 60, 'min'],
    [seconds % 60, 's'],
  ] as const;
  return parts
    .filter(([count]) => count > 0)
    .map(([count, unit]) => `${withCommas(`${count}`)} ${unit}`)
    .join(' ');
};

/** Tenths of a percent rounded down, so that 100.0 % means all. */
export const percent = (part: number, whole: number): string =>
  `${(Math.floor((1_000 * part) / whole) / 10).toFixed(1)} %`;
