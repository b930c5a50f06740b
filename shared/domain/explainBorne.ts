import { labelKey, labelOf } from './aggregate.ts';
import { type Amount, addAmounts } from './amount.ts';
import type { CostRow } from './costRow.ts';
import { zeroMoney } from './money.ts';
import type { PolicyShare, SharingPolicy } from './shareIdle.ts';

/** How a row came to what it bears of what one policy shares. */
export type BorneShare = {
  policy: SharingPolicy;
  /** What it bears. */
  borne: Amount;
  /** All that is shared among those that it bears with. */
  whole: Amount;
  /** What those whom it shares a part with hold, itself among them, in unit-seconds; and what it holds of that. */
  held: number;
  own: number;
  /** Of the whole, the part that is theirs: one of one where all share by what they hold. */
  parts: { own: bigint; all: bigint };
};

const nothing: Amount = { unitSeconds: 0, cost: zeroMoney };

/** Rows that share what is idle among them stand on one unit, and on one endpoint or on any. */
const scopeKey = ({ unit, endpoint }: CostRow, { over }: SharingPolicy): string =>
  JSON.stringify([unit, over === 'endpoint' ? endpoint : 0]);

/** Whom a row shares a part with. */
const groupKey = (row: CostRow, policy: SharingPolicy): string => {
  switch (policy.kind) {
    case 'share':
      return '';
    case 'even':
      return labelKey(row, policy.among);
    case 'weights':
      return labelOf(row, policy.of) ?? '';
  }
};

type Group = { held: number; weight: bigint };
type Scope = { whole: Amount; groups: Map<string, Group>; parts: bigint };

const weightOf = (key: string, policy: SharingPolicy): bigint =>
  policy.kind === 'weights' ? (policy.weights.get(key) ?? 0n) : 1n;

const openScopes = ({ policy, borne }: PolicyShare): Map<string, Scope> => {
  const scopes = new Map<string, Scope>();
  const scopeOf = (row: CostRow): Scope => {
    const key = scopeKey(row, policy);
    const scope = scopes.get(key) ?? { whole: nothing, groups: new Map<string, Group>(), parts: 0n };
    scopes.set(key, scope);
    return scope;
  };
  for (const row of borne.shared) {
    const scope = scopeOf(row);
    scope.whole = addAmounts(scope.whole, row);
  }
  for (const row of borne.amounts.keys()) {
    const scope = scopeOf(row);
    const key = groupKey(row, policy);
    const known = scope.groups.get(key);
    const weight = weightOf(key, policy);
    scope.groups.set(key, { weight, held: (known?.held ?? 0) + row.unitSeconds });
    if (known === undefined) scope.parts += weight;
  }
  return scopes;
};

/**
 * Says of rows how they came to what they bear, policy by policy; of those that bear nothing, nothing.
 * Law: what a row bears by all policies adds up to what it bears.
 */
export const explainBorne = (shares: readonly PolicyShare[]): ((row: CostRow) => BorneShare[]) => {
  const known = shares.map((share) => ({ share, scopes: openScopes(share) }));
  return (row) =>
    known.flatMap(({ share: { policy, borne }, scopes }): BorneShare[] => {
      const amount = borne.amounts.get(row);
      const scope = scopes.get(scopeKey(row, policy));
      const group = scope?.groups.get(groupKey(row, policy));
      if (amount === undefined || scope === undefined || group === undefined) return [];
      if (amount.unitSeconds === 0 && amount.cost === 0n) return [];
      return [
        {
          policy,
          borne: amount,
          whole: scope.whole,
          held: group.held,
          own: row.unitSeconds,
          parts: { own: group.weight, all: scope.parts },
        },
      ];
    });
};
