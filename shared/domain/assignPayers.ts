import { type Amount, addAmounts } from './amount.ts';
import type { CostRow } from './costRow.ts';
import { idleReasons } from './idleReason.ts';
import { zeroMoney } from './money.ts';
import type { Owner } from './owner.ts';
import type { Payable, Payer } from './payers.ts';
import { type Borne, type SharedRow, type SharingPolicy, shareRows, withBorne } from './shareIdle.ts';

/** What of a row somebody else than its owner pays for; undefined where it has an owner. */
export const payableOf = ({ kind, reason, team, cost }: CostRow): Payable | undefined => {
  if (team !== undefined || kind === 'variance') return undefined;
  if (cost === undefined) return 'unpriced';
  if (kind === 'allocated') return 'unowned';
  return idleReasons.find((each) => each === reason) ?? 'unknown';
};

/** Who pays, as it stands at some time. */
export type PayersInForce = {
  payerOf(payable: Payable, endpoint: string): Payer | undefined;
  /** Unowned where nobody owns it. */
  ownerOfEndpoint(endpoint: string): Owner;
  ownerOfTeam(team: string): Owner;
};

/** One owner, or how it is shared; undefined where nobody pays. */
const chooseFor = (row: CostRow, payers: PayersInForce): Owner | SharingPolicy | undefined => {
  const payable = payableOf(row);
  const payer = payable && payers.payerOf(payable, row.endpoint);
  switch (payer?.kind) {
    case undefined:
      return undefined;
    case 'team':
      return payers.ownerOfTeam(payer.team);
    case 'endpointOwner':
      return payers.ownerOfEndpoint(row.endpoint);
    case 'share':
      return payer;
    case 'even':
      return { ...payer, among: ['team'] };
    case 'weights':
      return { ...payer, of: 'team' };
  }
};

const isPolicy = (chosen: Owner | SharingPolicy | undefined): chosen is SharingPolicy =>
  chosen !== undefined && 'kind' in chosen;

const keyOf = (policy: SharingPolicy): string =>
  JSON.stringify(policy, (_, value) => (value instanceof Map ? [...value].map(String) : value));

/** What rows bear of all that is shared, each policy by what they hold. */
const shareAll = (rows: readonly CostRow[], policies: ReadonlyMap<CostRow, SharingPolicy>): Borne => {
  const amounts = new Map<CostRow, Amount>();
  const shared = new Set<CostRow>();
  for (const [[row, policy] = [], ...others] of Map.groupBy(policies, ([, each]) => keyOf(each)).values()) {
    if (row === undefined || policy === undefined) continue;
    const own = new Set([row, ...others.map(([other]) => other)]);
    // What is shared itself bears nothing.
    const scope = rows.filter((each) => own.has(each) || !policies.has(each));
    const borne = shareRows(scope, policy, (each) => own.has(each));
    for (const [each, amount] of borne.amounts)
      amounts.set(each, addAmounts(amounts.get(each) ?? { unitSeconds: 0, cost: zeroMoney }, amount));
    for (const each of borne.shared) shared.add(each);
  }
  return { amounts, shared };
};

/**
 * Gives what nobody holds or owns to who pays for it: rows of idle and unknown capacity keep their reason and get an owner,
 * or are shared among those who hold something. What nobody pays for stays as it is.
 *
 * Laws: the rows' costs and unit-seconds add up to the same; none is negative; a row that has an owner keeps it.
 */
export const assignPayers = (rows: readonly CostRow[], payers: PayersInForce): SharedRow[] => {
  const policies = new Map<CostRow, SharingPolicy>();
  const owned = rows.map((row): CostRow => {
    const chosen = chooseFor(row, payers);
    if (isPolicy(chosen)) policies.set(row, chosen);
    return chosen === undefined || isPolicy(chosen) || chosen.team === undefined
      ? row
      : { ...row, ...chosen };
  });
  return withBorne(owned, shareAll(owned, policies));
};
