import { alignDecimals } from '#cli/alignDecimals.ts';
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

/** Nano-dollars as dollars with as many decimals as say something, at most four unless it is very little; in a column as many for all. */
export const dollarCells = (nanos: readonly bigint[]): string[] => {
  const isUsual = nanos.map((nano) => !isTiny(nano));
  const texts = nanos.map(show);
  const usual = alignDecimals(texts.filter((_, index) => isUsual[index])).values();
  return texts.map((text, index) => (isUsual[index] ? (usual.next().value ?? text) : text));
};
