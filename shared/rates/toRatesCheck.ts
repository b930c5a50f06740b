import type { Rated, RatedSum, RatesCheck } from '#shared/domain/checkRates.ts';
import { formatSteps, roundTogether } from '#shared/domain/money.ts';

type Column = {
  total: bigint;
  cells: readonly (RatedSum & { steps: bigint })[];
};

/** A column's figure of each type, and their total; rounded together, to steps of so many ledger units. */
const roundColumn = (sums: readonly RatedSum[], step: bigint | undefined): Column => {
  const { rows, total } = roundTogether(
    sums.map(({ amount }) => amount),
    step,
  );
  return { total, cells: sums.map((each, index) => ({ ...each, steps: rows[index] ?? 0n })) };
};

/** What of a type, and when. */
export const roundColumns = ({ types }: RatesCheck, step?: bigint) => {
  const column = (of: 'before' | 'after', sum: (rated: Rated) => RatedSum) =>
    roundColumn(
      types.map((type) => sum(type[of])),
      step,
    );
  return {
    costNow: column('before', ({ cost }) => cost),
    costThen: column('after', ({ cost }) => cost),
    chargeNow: column('before', ({ charge }) => charge),
    chargeThen: column('after', ({ charge }) => charge),
  };
};

const usd = (steps = 0n): string => formatSteps(steps, 9);

/**
 * The check as a document, for the API and the command alike. Of what has no price the seconds are told, and are in no sum.
 */
export const toRatesCheck = (check: RatesCheck) => {
  const { costNow, costThen, chargeNow, chargeThen } = roundColumns(check);
  return {
    currency: 'USD' as const,
    types: check.types.map(({ instanceType, instanceSeconds }, index) => ({
      instanceType,
      instanceSeconds,
      costNowUsd: usd(costNow.cells[index]?.steps),
      costThenUsd: usd(costThen.cells[index]?.steps),
      chargeNowUsd: usd(chargeNow.cells[index]?.steps),
      chargeThenUsd: usd(chargeThen.cells[index]?.steps),
      unpricedSecondsThen: costThen.cells[index]?.unknownSeconds ?? 0,
      unchargedSecondsThen: chargeThen.cells[index]?.unknownSeconds ?? 0,
    })),
    total: {
      costNowUsd: usd(costNow.total),
      costThenUsd: usd(costThen.total),
      chargeNowUsd: usd(chargeNow.total),
      chargeThenUsd: usd(chargeThen.total),
    },
    idleRules: [...check.idleRules],
  };
};
