import { exactDollars } from '#cli/formatAmounts.ts';
import { formatSteps } from '#shared/domain/money.ts';

/** Nano-dollars in a hundredth of a cent. */
const step = 100_000n;

/** Less than a tenth of a cent: it would be nothing. */
const isTiny = (nano: bigint): boolean => nano > -1_000_000n && nano < 1_000_000n && nano !== 0n;

const absolute = (nano: bigint): bigint => (nano < 0n ? -nano : nano);

const show = (nano: bigint): string => {
  const decimal = isTiny(nano)
    ? formatSteps(absolute(nano), 9)
    : formatSteps((absolute(nano) + step / 2n) / step, 4);
  return `${nano < 0n ? '−' : ''}${exactDollars(decimal)}`;
};

const decimalsOf = (text: string): number => text.length - text.indexOf('.') - 1;

/** Nano-dollars as dollars with as many decimals as say something, at most four unless it is very little; in a column as many for all. */
export const dollarCells = (nanos: readonly bigint[]): string[] => {
  const texts = nanos.map(show);
  const usual = texts.filter((_, index) => !isTiny(nanos[index] ?? 0n));
  const most = usual.reduce((longest, text) => Math.max(longest, decimalsOf(text)), 2);
  return texts.map((text) => text + '0'.repeat(Math.max(0, most - decimalsOf(text))));
};
