declare const moneyBrand: unique symbol;
declare const rateBrand: unique symbol;

/**
 * An exact amount in the ledger's unit, 1/172,800 of a nano-dollar: 3,600 s × 48, where 48 is the least common
 * multiple of the accelerator counts 1, 2, 4, 6, 8, 12 and 16. In this unit the cost of one second of one
 * accelerator is whole for every such instance and every rate in whole nano-dollars.
 */
export type Money = bigint & { readonly [moneyBrand]: true };

/** A price in whole nano-dollars per instance-hour. */
export type Rate = bigint & { readonly [rateBrand]: true };

/** Ledger units in a nano-dollar. */
export const unitsPerNanoDollar = 172_800n;

const secondsPerHour = 3_600n;

export const money = (units: bigint): Money => units as Money;
export const zeroMoney = money(0n);
export const rate = (nanoDollarsPerHour: bigint): Rate => nanoDollarsPerHour as Rate;

export const addMoney = (amounts: Iterable<Money>): Money => {
  let sum = 0n;
  for (const amount of amounts) sum += amount;
  return money(sum);
};

/** What `instanceSeconds` of an instance cost: seconds × rate / 3,600, exact in ledger units. */
export const costOf = (instanceSeconds: number, hourly: Rate): Money =>
  money((BigInt(instanceSeconds) * hourly * unitsPerNanoDollar) / secondsPerHour);

const decimalForm = /^(\d+)(?:\.(\d+))?$/;

/**
 * Reads a price in dollars, such as `5.752` or `5.7520000000`, into whole nano-dollars per hour, rounding half up:
 * the only place where a price is rounded. Undefined when the text is no plain decimal number.
 */
export const parseRate = (dollars: string): Rate | undefined => {
  const [, whole, fraction = ''] = decimalForm.exec(dollars) ?? [];
  if (whole === undefined) return undefined;
  const nano = BigInt(whole + fraction.slice(0, 9).padEnd(9, '0'));
  return rate(nano + (Number(fraction[9] ?? '0') >= 5 ? 1n : 0n));
};

const floorDivide = (dividend: bigint, divisor: bigint): bigint => {
  const quotient = dividend / divisor;
  return dividend % divisor < 0n ? quotient - 1n : quotient;
};

/**
 * Rounds amounts to whole steps that add up to `total` steps: each is rounded down, and the largest remainders are raised,
 * earlier ones first among equals.
 *
 * @param total what the amounts' exact sum is rounded to, either way.
 */
export const roundTo = (total: bigint, amounts: readonly Money[], step: bigint): bigint[] => {
  const rows = amounts.map((amount) => floorDivide(amount, step));
  const left = Number(total - rows.reduce((a, b) => a + b, 0n));
  const byRemainder = amounts
    .map((amount, index) => ({ index, remainder: amount - floorDivide(amount, step) * step }))
    .toSorted((a, b) =>
      a.remainder === b.remainder ? a.index - b.index : a.remainder > b.remainder ? -1 : 1,
    );
  const raised = new Set(byRemainder.slice(0, left).map(({ index }) => index));
  return rows.map((row, index) => (raised.has(index) ? row + 1n : row));
};

/**
 * Rounds amounts for print so that the rows still add up: their exact total is rounded once (half up) to whole
 * steps of `step` ledger units, and the rows add up to it.
 *
 * @param step ledger units in the smallest printed amount: `unitsPerNanoDollar` for nine decimal places.
 * @returns the total and the rows in steps.
 */
export const roundTogether = (
  amounts: readonly Money[],
  step: bigint = unitsPerNanoDollar,
): { total: bigint; rows: bigint[] } => {
  const total = floorDivide(addMoney(amounts) * 2n + step, step * 2n);
  return { total, rows: roundTo(total, amounts, step) };
};

/** A whole number of steps of 10^-places dollars as a decimal string: `formatSteps(15977778n, 9)` is `0.015977778`. */
export const formatSteps = (steps: bigint, places: number): string => {
  const digits = (steps < 0n ? -steps : steps).toString().padStart(places + 1, '0');
  const point = digits.length - places;
  const decimals = places === 0 ? '' : `.${digits.slice(point)}`;
  return `${steps < 0n ? '-' : ''}${digits.slice(0, point)}${decimals}`;
};

/** One amount in dollars, rounded half up to `places` decimals (at most 9). */
export const formatDollars = (amount: Money, places = 9): string =>
  formatSteps(roundTogether([amount], unitsPerNanoDollar * 10n ** BigInt(9 - places)).total, places);
