import type { OpenSegment } from '#shared/costs/readCosts.ts';
import { plainLabels } from '#shared/domain/aggregate.ts';
import { addLines, type CostLine, toLine } from '#shared/domain/aggregateCosts.ts';
import { addAmounts } from '#shared/domain/amount.ts';
import { payableOf } from '#shared/domain/assignPayers.ts';
import type { Evidence } from '#shared/domain/bucket.ts';
import type { CostRow } from '#shared/domain/costRow.ts';
import type { BorneShare } from '#shared/domain/explainBorne.ts';
import type { Owners } from '#shared/domain/owners.ts';
import { findPayer, findPayerRule, type Payable, type Payer } from '#shared/domain/payers.ts';
import { priceKey, pricesOf } from '#shared/domain/priceSpans.ts';
import type { RateKind } from '#shared/domain/rateKind.ts';
import type { Instant } from '#shared/domain/time.ts';
import { rowKey, type TracedPart } from '#shared/domain/traceRows.ts';
import type { Cell } from './cells.ts';
import type { RuledShare, TracedRow } from './settleSegment.ts';

/** A payer that was chosen for a row, and the rule that chose it; undefined where none did. */
export type Payment = { payable: Payable; payer: Payer | undefined; rule: string | undefined };

/** What a row bears by one policy, over all stretches of time in which the same holds. */
export type PartBorne = RuledShare & { stretches: number };

/** One row of a figure, with all that it rests on. */
export type FigurePart = {
  row: TracedRow;
  line: CostLine;
  /** By price. */
  priced: Map<string, TracedPart>;
  ownersVersions: Set<number>;
  ratesVersions: Set<number>;
  evidences: Set<Evidence>;
  backfilled: boolean;
  /** By policy and rules. */
  borne: Map<string, PartBorne>;
  payments: Map<string, Payment>;
};

/** A row as it comes: what it was, what it rests on, and how it came to what it bears. */
export type GatheredRow = {
  row: TracedRow;
  parts: readonly TracedPart[];
  cells: readonly Cell[];
  borne: readonly RuledShare[];
};

const addBorneShare = (a: BorneShare, b: BorneShare): BorneShare => ({
  ...b,
  borne: addAmounts(a.borne, b.borne),
  whole: addAmounts(a.whole, b.whole),
  held: a.held + b.held,
  own: a.own + b.own,
});

const policyKey = ({ policy }: BorneShare, rules: ReadonlySet<string>): string =>
  JSON.stringify([policy, [...rules]], (_, value) => (value instanceof Map ? [...value].map(String) : value));

const addPriced = (priced: Map<string, TracedPart>, part: TracedPart, rateKind: RateKind): void => {
  const key = pricesOf(part, rateKind).map(priceKey).join();
  const known = priced.get(key);
  if (known === undefined) {
    priced.set(key, part);
    return;
  }
  const variance = part.variance && {
    ...part.variance,
    instanceSeconds: part.variance.instanceSeconds + (known.variance?.instanceSeconds ?? 0),
  };
  priced.set(key, { ...part, ...addAmounts(known, part), variance });
};

/** Who pays for a row that has no owner, by the rule in force at a time. */
export const paymentOf = (row: CostRow, owners: Owners, time: Instant): Payment | undefined => {
  const payable = payableOf(row);
  if (payable === undefined) return undefined;
  return {
    payable,
    payer: findPayer(owners.payers, payable, row.endpoint, time),
    rule: findPayerRule(owners.payers, payable, row.endpoint, time)?.name,
  };
};

/** Adds up the rows of a figure over time, each with what it rests on. */
export const createParts = (rateKind: RateKind, owners: Owners, isByPayers: boolean) => {
  const parts = new Map<string, FigurePart>();
  const open = (row: TracedRow): FigurePart => ({
    row,
    line: toLine(row, plainLabels),
    priced: new Map(),
    ownersVersions: new Set(),
    ratesVersions: new Set(),
    evidences: new Set(),
    backfilled: false,
    borne: new Map(),
    payments: new Map(),
  });
  const addEvidence = (part: FigurePart, key: string, cells: readonly Cell[]): void => {
    for (const { pieces } of cells) {
      for (const { piece, rows } of pieces) {
        if (!rows.has(key)) continue;
        part.evidences.add(piece.evidence);
        part.backfilled ||= piece.backfilled;
      }
    }
  };
  return {
    add: ({ start }: Pick<OpenSegment, 'start'>, { row, parts: traced, cells, borne }: GatheredRow): void => {
      const sourceKey = rowKey(row.source);
      const key = `${rowKey(row)} ${row.source.team === undefined}`;
      const known = parts.get(key);
      const part = known ?? open(row);
      if (known === undefined) parts.set(key, part);
      else part.line = addLines(part.line, toLine(row, plainLabels));
      for (const each of traced) {
        addPriced(part.priced, each, rateKind);
        part.ownersVersions.add(each.ownersVersion);
        part.ratesVersions.add(each.ratesVersion);
      }
      addEvidence(part, sourceKey, cells);
      const payment = isByPayers ? paymentOf(row.source, owners, start) : undefined;
      if (payment !== undefined)
        part.payments.set(JSON.stringify([payment.payable, payment.rule ?? 0]), payment);
      for (const { share, rules } of borne) {
        const own = policyKey(share, rules);
        const sum = part.borne.get(own);
        const added = sum === undefined ? share : addBorneShare(sum.share, share);
        part.borne.set(own, { share: added, rules, stretches: (sum?.stretches ?? 0) + 1 });
      }
    },
    all: (): FigurePart[] => [...parts.values()],
  };
};
