/** An exact number, not negative: copy-seconds where a copy holds several accelerators are no whole ones. */
export type Ratio = { numerator: bigint; denominator: bigint };

export const wholeRatio = (value: number | bigint): Ratio => ({ numerator: BigInt(value), denominator: 1n });

const greatestDivisor = (a: bigint, b: bigint): bigint => (b === 0n ? a : greatestDivisor(b, a % b));

/** In lowest terms, so that sums of many stay small. */
export const addRatios = (a: Ratio, b: Ratio): Ratio => {
  const numerator = a.numerator * b.denominator + b.numerator * a.denominator;
  const denominator = a.denominator * b.denominator;
  const divisor = greatestDivisor(numerator, denominator);
  return { numerator: numerator / divisor, denominator: denominator / divisor };
};
