import { type Aggregate, labelKey, labelOf } from './aggregate.ts';
import { allocate } from './allocate.ts';
import { type Amount, addAmounts } from './amount.ts';
import type { CostRow } from './costRow.ts';
import { money, zeroMoney } from './money.ts';

/** Over whom idle capacity is shared: those on its own endpoint, or all. */
export const idleScopes = ['endpoint', 'all'] as const;
export type IdleScope = (typeof idleScopes)[number];

/**
 * Who bears idle capacity. `separate`: nobody, it stands by itself. `share`: whoever holds accelerators, in proportion to how
 * many for how long. `even`: each of some labels as much as the other. `weights`: each as much as it is given; none where it
 * is not. What comes to a label goes to its rows in proportion to what they hold.
 */
export type IdlePolicy =
  | { kind: 'separate' }
  | { kind: 'share'; over: IdleScope }
  | { kind: 'even'; over: IdleScope; among: readonly Aggregate[] }
  | { kind: 'weights'; over: IdleScope; of: Aggregate; weights: ReadonlyMap<string, bigint> };

/** A row with the idle capacity that it bears, which is in its amount. */
export type SharedRow = CostRow & { idle: Amount };

/** What it holds itself, without the idle capacity that it bears. */
export const ownSecondsOf = ({ unitSeconds, idle }: SharedRow): number => unitSeconds - idle.unitSeconds;

type SharingPolicy = Exclude<IdlePolicy, { kind: 'separate' }>;
type Payer = { rows: readonly CostRow[]; weight: bigint };

const payersOf = (rows: readonly CostRow[], policy: SharingPolicy): Payer[] => {
  switch (policy.kind) {
    case 'share':
      return [{ rows, weight: 1n }];
    case 'even':
      return [...Map.groupBy(rows, (row) => labelKey(row, policy.among)).values()].map((own) => {
        return { rows: own, weight: 1n };
      });
    case 'weights':
      return [...Map.groupBy(rows, (row) => labelOf(row, policy.of))].map(([label, own]) => {
        return { rows: own, weight: policy.weights.get(label ?? '') ?? 0n };
      });
  }
};

/** Parts of a total, by row. */
const spread = (total: bigint, payers: readonly Payer[]): Map<CostRow, bigint> => {
  const parts = allocate(
    total,
    payers.map(({ weight }) => weight),
  );
  return new Map(
    payers.flatMap(({ rows }, index) => {
      const own = allocate(
        parts[index] ?? 0n,
        rows.map(({ unitSeconds }) => BigInt(unitSeconds)),
      );
      return rows.map((row, position): [CostRow, bigint] => [row, own[position] ?? 0n]);
    }),
  );
};

const nothing: Amount = { unitSeconds: 0, cost: zeroMoney };

/** What each row of a scope bears of its idle capacity; none when nobody is there to bear it. */
const bear = (scope: readonly CostRow[], policy: SharingPolicy): Map<CostRow, Amount> => {
  const payers = payersOf(
    scope.filter(({ kind, unitSeconds }) => kind === 'allocated' && unitSeconds > 0),
    policy,
  );
  if (!payers.some(({ rows, weight }) => rows.length > 0 && weight > 0n)) return new Map();
  const total = scope.filter(({ kind }) => kind === 'idle').reduce(addAmounts, nothing);
  const costs = spread(total.cost ?? 0n, payers);
  const seconds = spread(BigInt(total.unitSeconds), payers);
  return new Map(
    [...costs].map(([row, cost]) => [
      row,
      { unitSeconds: Number(seconds.get(row) ?? 0n), cost: money(cost) },
    ]),
  );
};

/**
 * Shares idle capacity as a policy says, money and unit-seconds alike, each unit among those who hold of it, by largest remainder; equal remainders go to the
 * row that comes first. It is done on all rows: whoever wants some of them, or their sums, chooses and adds afterwards. What
 * has no price, and what nobody is there to bear, stays as it is.
 *
 * Laws: the rows' costs and unit-seconds add up to the same; none is negative; no row loses.
 */
export const shareIdle = (rows: readonly CostRow[], policy: IdlePolicy): SharedRow[] => {
  if (policy.kind === 'separate') return rows.map((row) => ({ ...row, idle: nothing }));
  const priced = rows.filter(({ cost }) => cost !== undefined);
  const scopes = Map.groupBy(priced, ({ unit, endpoint }) =>
    JSON.stringify([unit, policy.over === 'endpoint' ? endpoint : 0]),
  );
  const borne = new Map<CostRow, Amount>();
  const shared = new Set<CostRow>();
  for (const scope of scopes.values()) {
    const parts = bear(scope, policy);
    for (const [row, part] of parts) borne.set(row, part);
    for (const row of parts.size > 0 ? scope : []) if (row.kind === 'idle') shared.add(row);
  }
  return rows
    .filter((row) => !shared.has(row))
    .map((row) => {
      const idle = borne.get(row) ?? nothing;
      return { ...row, ...addAmounts(row, idle), idle };
    });
};
