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

export type SharingPolicy = Exclude<IdlePolicy, { kind: 'separate' }>;
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

/** What each row of a scope bears of some of its rows; none when nobody is there to bear it. */
const bear = (
  scope: readonly CostRow[],
  policy: SharingPolicy,
  isShared: (row: CostRow) => boolean,
): Map<CostRow, Amount> => {
  const payers = payersOf(
    scope.filter((row) => row.kind === 'allocated' && row.unitSeconds > 0 && !isShared(row)),
    policy,
  );
  if (!payers.some(({ rows, weight }) => rows.length > 0 && weight > 0n)) return new Map();
  const total = scope.filter(isShared).reduce(addAmounts, nothing);
  const costs = spread(total.cost ?? 0n, payers);
  const seconds = spread(BigInt(total.unitSeconds), payers);
  return new Map(
    [...costs].map(([row, cost]) => [
      row,
      { unitSeconds: Number(seconds.get(row) ?? 0n), cost: money(cost) },
    ]),
  );
};

/** What rows bear of others, and the others, which are borne by then. */
export type Borne = { amounts: ReadonlyMap<CostRow, Amount>; shared: ReadonlySet<CostRow> };

/**
 * Shares some rows among what is held, money and unit-seconds alike, each unit among those who hold of it, by largest
 * remainder; equal remainders go to the row that comes first. What has no price, and what nobody is there to bear, is not shared.
 * @param isShared which rows.
 */
export const shareRows = (
  rows: readonly CostRow[],
  policy: SharingPolicy,
  isShared: (row: CostRow) => boolean,
): Borne => {
  const priced = rows.filter(({ cost }) => cost !== undefined);
  const scopes = Map.groupBy(priced, ({ unit, endpoint }) =>
    JSON.stringify([unit, policy.over === 'endpoint' ? endpoint : 0]),
  );
  const amounts = new Map<CostRow, Amount>();
  const shared = new Set<CostRow>();
  for (const scope of scopes.values()) {
    const parts = bear(scope, policy, isShared);
    for (const [row, part] of parts) amounts.set(row, part);
    for (const row of parts.size > 0 ? scope.filter(isShared) : []) shared.add(row);
  }
  return { amounts, shared };
};

/** What is shared by one policy, and what rows bear of it. */
export type PolicyShare = { policy: SharingPolicy; borne: Borne };

/** What rows bear by all policies together. */
export const addBorne = (shares: readonly PolicyShare[]): Borne => {
  const amounts = new Map<CostRow, Amount>();
  const shared = new Set<CostRow>();
  for (const { borne } of shares) {
    for (const [row, amount] of borne.amounts)
      amounts.set(row, addAmounts(amounts.get(row) ?? nothing, amount));
    for (const row of borne.shared) shared.add(row);
  }
  return { amounts, shared };
};

/** The rows with what they bear in them, and whatever else they carry, without what is borne. */
export const withBorne = <Row extends CostRow>(
  rows: readonly Row[],
  { amounts, shared }: Borne,
): (Row & Pick<SharedRow, 'idle'>)[] =>
  rows
    .filter((row) => !shared.has(row))
    .map((row) => {
      const idle = amounts.get(row) ?? nothing;
      return { ...row, ...addAmounts(row, idle), idle };
    });

/** What of some rows a policy shares: idle capacity, or nothing. */
export const shareByPolicy = (rows: readonly CostRow[], policy: IdlePolicy): PolicyShare[] =>
  policy.kind === 'separate'
    ? []
    : [{ policy, borne: shareRows(rows, policy, ({ kind }) => kind === 'idle') }];

/**
 * Shares idle capacity as a policy says (`shareRows`). It is done on all rows: whoever wants some of them, or their sums,
 * chooses and adds afterwards.
 *
 * Laws: the rows' costs and unit-seconds add up to the same; none is negative; no row loses.
 */
export const shareIdle = (rows: readonly CostRow[], policy: IdlePolicy): SharedRow[] =>
  withBorne(rows, addBorne(shareByPolicy(rows, policy)));
