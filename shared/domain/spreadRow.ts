import { allocate } from './allocate.ts';
import type { Amount } from './amount.ts';
import { money, zeroMoney } from './money.ts';
import type { SharedRow } from './shareIdle.ts';

/** What a row has of one place in time, and the idle capacity that it bears there. */
export type SpreadPart = { own: Amount; idle: Amount };

const spread = (total: bigint, weights: readonly bigint[]): bigint[] =>
  weights.some((weight) => weight > 0n) ? allocate(total, weights) : weights.map(() => 0n);

/**
 * Says what of a row lies where: what it has itself as that is known of each place, and the idle capacity that it bears in proportion to
 * the seconds that it holds in each. Where amounts at a charge rate do not divide, the dearest place has what is left of a ledger unit.
 *
 * Law: the parts add up to the row, exactly.
 * @param own of each place, at least one; of no known cost where the row has none.
 */
export const spreadRow = (row: SharedRow, own: readonly Amount[]): SpreadPart[] => {
  const held = own.map(({ unitSeconds }) => BigInt(unitSeconds));
  const idleSeconds = spread(BigInt(row.idle.unitSeconds), held);
  const idleCosts = spread(row.idle.cost ?? 0n, held);
  const ownCost = row.cost === undefined ? undefined : row.cost - (row.idle.cost ?? 0n);
  const costs = own.map(({ cost }): bigint => cost ?? 0n);
  const rest = (ownCost ?? 0n) - costs.reduce((a, b) => a + b, 0n);
  const dearest = costs.indexOf(costs.reduce((a, b) => (b > a ? b : a), costs[0] ?? 0n));
  return own.map(({ unitSeconds, cost }, index) => {
    const left = index === dearest ? rest : 0n;
    return {
      own: { unitSeconds, cost: ownCost === undefined ? undefined : money((cost ?? 0n) + left) },
      idle: {
        unitSeconds: Number(idleSeconds[index] ?? 0n),
        cost: ownCost === undefined ? zeroMoney : money(idleCosts[index] ?? 0n),
      },
    };
  });
};
