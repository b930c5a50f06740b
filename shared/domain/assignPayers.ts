import type { CostRow } from './costRow.ts';
import { idleReasons } from './idleReason.ts';
import type { Owner } from './owner.ts';
import type { Payable, Payer } from './payers.ts';
import {
  addBorne,
  type PolicyShare,
  type SharedRow,
  type SharingPolicy,
  shareRows,
  withBorne,
} from './shareIdle.ts';

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
const shareAll = (rows: readonly CostRow[], policies: ReadonlyMap<CostRow, SharingPolicy>): PolicyShare[] =>
  [...Map.groupBy(policies, ([, each]) => keyOf(each)).values()].flatMap((same): PolicyShare[] => {
    const [[, policy] = []] = same;
    if (policy === undefined) return [];
    const own = new Set(same.map(([row]) => row));
    // What is shared itself bears nothing.
    const scope = rows.filter((each) => own.has(each) || !policies.has(each));
    return [{ policy, borne: shareRows(scope, policy, (each) => own.has(each)) }];
  });

/** Rows with who pays for them, none left out yet, and what is shared of them instead, policy by policy. */
export type SettledPayers<Row extends CostRow> = { owned: Row[]; shares: PolicyShare[] };

/** Who pays for each row, before what is shared is taken out of them. */
export const settlePayers = <Row extends CostRow>(
  rows: readonly Row[],
  payers: PayersInForce,
): SettledPayers<Row> => {
  const policies = new Map<CostRow, SharingPolicy>();
  const owned = rows.map((row): Row => {
    const chosen = chooseFor(row, payers);
    if (isPolicy(chosen)) policies.set(row, chosen);
    return chosen === undefined || isPolicy(chosen) || chosen.team === undefined
      ? row
      : { ...row, ...chosen };
  });
  return { owned, shares: shareAll(owned, policies) };
};

/**
 * Gives what nobody holds or owns to who pays for it: rows of idle and unknown capacity keep their reason and get an owner,
 * or are shared among those who hold something. What nobody pays for stays as it is.
 *
 * Laws: the rows' costs and unit-seconds add up to the same; none is negative; a row that has an owner keeps it.
 */
export const assignPayers = (rows: readonly CostRow[], payers: PayersInForce): SharedRow[] => {
  const { owned, shares } = settlePayers(rows, payers);
  return withBorne(owned, addBorne(shares));
};
