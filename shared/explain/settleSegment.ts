import type { IdleChoice } from '#shared/costs/costQuestion.ts';
import type { OpenSegment } from '#shared/costs/readCosts.ts';
import { payableOf, settlePayers } from '#shared/domain/assignPayers.ts';
import type { CostRow } from '#shared/domain/costRow.ts';
import { type BorneShare, explainBorne } from '#shared/domain/explainBorne.ts';
import type { Owners } from '#shared/domain/owners.ts';
import { findPayerRule } from '#shared/domain/payers.ts';
import {
  addBorne,
  type PolicyShare,
  type SharedRow,
  shareByPolicy,
  withBorne,
} from '#shared/domain/shareIdle.ts';

/** A row with what it was before it was settled who pays. */
export type TracedRow = SharedRow & { source: CostRow };

/** A share of what a row bears, and the payer rules by which it is shared. */
export type RuledShare = { share: BorneShare; rules: ReadonlySet<string> };

export type Settled = {
  rows: TracedRow[];
  /** How a row came to what it bears. */
  borneBy(row: TracedRow): RuledShare[];
};

/** Names of the payer rules by which what a policy shares is shared. */
const rulesOf = ({ borne }: PolicyShare, owners: Owners, { start }: OpenSegment): Set<string> => {
  const names = [...borne.shared].flatMap((row) => {
    const payable = payableOf(row);
    return payable === undefined
      ? []
      : (findPayerRule(owners.payers, payable, row.endpoint, start)?.name ?? []);
  });
  return new Set(names.toSorted());
};

/** Settles who pays for rows of a segment, as `readCosts` does, and remembers how. */
export const settleSegment = (
  rows: readonly CostRow[],
  segment: OpenSegment,
  idle: IdleChoice,
  owners: Owners,
): Settled => {
  const traced = rows.map((row) => ({ ...row, source: row }));
  const { owned, shares } =
    idle.kind === 'payers'
      ? settlePayers(traced, segment.payers)
      : { owned: traced, shares: shareByPolicy(traced, idle) };
  const bySource = new Map(owned.map((row) => [row.source, row]));
  const explain = explainBorne(shares);
  const rules = new Map(
    shares.map((share) => [
      share.policy,
      idle.kind === 'payers' ? rulesOf(share, owners, segment) : new Set<string>(),
    ]),
  );
  return {
    rows: withBorne(owned, addBorne(shares)),
    borneBy: ({ source }) => {
      const own = bySource.get(source);
      const all = own === undefined ? [] : explain(own);
      return all.map((share) => ({ share, rules: rules.get(share.policy) ?? new Set() }));
    },
  };
};
