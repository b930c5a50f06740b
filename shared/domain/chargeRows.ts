import type { Pool, Split } from './bucket.ts';
import { type CostRow, costRowsOf, varianceRow } from './costRow.ts';
import { money, zeroMoney } from './money.ts';
import { repriceSplit } from './repriceSplit.ts';

/**
 * The rows of a split at the charge rate, each its share of it, and what is paid beyond that: finance's variance, which is negative
 * where more is charged. Where only one of the two is known the other counts as nothing, so that teams are charged what is agreed
 * also while nobody knows the cost.
 *
 * Law: the rows' amounts add up to the split's cost, as far as that is known.
 */
export const chargeRowsOf = (pool: Pool, split: Split): CostRow[] => {
  const charged = repriceSplit(split, split.unit && split.chargeRate);
  const cost = split.total.cost;
  const charge = charged.total.cost;
  const rows = costRowsOf(pool, charged);
  if (split.total.unitSeconds === 0 || (cost === undefined && charge === undefined)) return rows;
  return [...rows, varianceRow(pool, money((cost ?? zeroMoney) - (charge ?? zeroMoney)))];
};
