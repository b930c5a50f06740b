import type { Rated, RatedSum, RatesCheck } from '#shared/domain/checkRates.ts';
import { formatSteps, roundTogether } from '#shared/domain/money.ts';
import { formatInstant, type Instant } from '#shared/domain/time.ts';

/** The columns of the check: what of a type, and when. */
const columns = [
  { name: 'costNow', of: 'before', sum: ({ cost }: Rated): RatedSum => cost },
  { name: 'costThen', of: 'after', sum: ({ cost }: Rated): RatedSum => cost },
  { name: 'chargeNow', of: 'before', sum: ({ charge }: Rated): RatedSum => charge },
  { name: 'chargeThen', of: 'after', sum: ({ charge }: Rated): RatedSum => charge },
] as const;

/** A column's figure of each type, and their total; rounded together, to steps of so many ledger units. */
export const roundColumns = ({ types }: RatesCheck, step?: bigint) =>
  columns.map(({ name, of, sum }) => {
    const sums = types.map((type) => sum(type[of]));
    const { rows, total } = roundTogether(
      sums.map(({ amount }) => amount),
      step,
    );
    return { name, total, cells: sums.map((each, index) => ({ ...each, steps: rows[index] ?? 0n })) };
  });

/** The check as the document of `--json`. Of what has no price the seconds are told, and are in no sum. */
export const toRatesDocument = (range: { from: Instant; to: Instant }, check: RatesCheck) => {
  const figures = roundColumns(check);
  return {
    from: formatInstant(range.from),
    to: formatInstant(range.to),
    currency: 'USD',
    types: check.types.map(({ instanceType, instanceSeconds }, index) => ({
      instanceType,
      instanceSeconds,
      ...Object.fromEntries(
        figures.map(({ name, cells }) => [`${name}Usd`, formatSteps(cells[index]?.steps ?? 0n, 9)]),
      ),
      unpricedSecondsThen: figures[1]?.cells[index]?.unknownSeconds,
      unchargedSecondsThen: figures[3]?.cells[index]?.unknownSeconds,
    })),
    total: Object.fromEntries(figures.map(({ name, total }) => [`${name}Usd`, formatSteps(total, 9)])),
    idleRules: check.idleRules,
  };
};
