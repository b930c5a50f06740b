/** The greatest common divisor of two whole numbers, not negative; `b` may be 0. */
export const greatestDivisor = (a: number, b: number): number => (b === 0 ? a : greatestDivisor(b, a % b));
