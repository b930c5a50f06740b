import type { ExplainedPart } from '#shared/api/explainedFigure.ts';
import type { ArrangedLine } from '#shared/costs/arrangeLines.ts';
import { unitCount } from '#shared/domain/amountText.ts';
import { evidences } from '#shared/domain/bucket.ts';
import { formulaOf, varianceFormulaOf } from '#shared/domain/formula.ts';
import { type Money, roundTo, unitsPerNanoDollar, zeroMoney } from '#shared/domain/money.ts';
import type { RoundedLine } from '#shared/domain/roundLines.ts';
import type { TracedPart } from '#shared/domain/traceRows.ts';
import type { UnitKind } from '#shared/domain/unit.ts';
import type { Reason } from '#shared/explain/findReasons.ts';
import type { FigurePart, PartBorne } from '#shared/explain/gatherParts.ts';
import { tellBorne } from '#shared/explain/tellBorne.ts';
import { rulesOfReason, type Telling, tellReason } from '#shared/explain/tellReason.ts';
import { toUsd } from './costFigures.ts';
import { toCostRow } from './toCostRow.ts';

/** Amounts as they are printed, so that they add up to what their sum is printed as. */
const roundInto = (total: bigint, amounts: readonly (Money | undefined)[]): bigint[] =>
  roundTo(
    total,
    amounts.map((amount) => amount ?? zeroMoney),
    unitsPerNanoDollar,
  );

const toFormula = (
  { unit, unitSeconds, cost, rate, variance }: TracedPart,
  kind: UnitKind,
  printed: bigint,
): ExplainedPart['formula'][number] => {
  const usd = cost === undefined ? undefined : printed;
  return {
    text:
      variance === undefined
        ? formulaOf({ unit: unit ?? undefined, unitSeconds, rate }, usd)
        : varianceFormulaOf({ ...variance, paid: rate }, printed),
    unitSeconds: unitCount(kind, variance?.instanceSeconds ?? unitSeconds),
    unitsPerInstance: unit === undefined ? null : unitCount(kind, unit.perInstance),
    perInstanceHourUsd: rate === undefined ? null : toUsd(rate.perInstanceHour),
    costUsd: usd === undefined ? null : toUsd(usd),
  };
};

const toFormulas = (
  { priced, row }: FigurePart,
  { line, cost, parts }: RoundedLine,
  sinceOf: (part: TracedPart) => number,
) => {
  const all = [...priced.values()].toSorted((a, b) => sinceOf(a) - sinceOf(b));
  const held = line.kind === 'allocated' ? (cost ?? 0n) - (parts.idle ?? 0n) : (cost ?? 0n);
  const printed =
    cost === undefined
      ? all.map(() => 0n)
      : roundInto(
          held,
          all.map((each) => each.cost),
        );
  return all.map((each, index) => toFormula(each, row.unit, printed[index] ?? 0n));
};

const toBorne = (
  all: readonly PartBorne[],
  unit: UnitKind,
  idle: bigint,
  isTeam: boolean,
): ExplainedPart['borne'] => {
  const printed = roundInto(
    idle,
    all.map(({ share }) => share.borne.cost),
  );
  return all.map((each, index) => {
    const { policy } = each.share;
    const own = printed[index] ?? 0n;
    const rules = isTeam ? {} : { rules: [...each.rules] };
    return {
      policy: policy.kind,
      over: policy.over,
      idleUsd: toUsd(own),
      text: tellBorne(each, unit, own, isTeam),
      ...rules,
    };
  });
};

/** For finance alone: a team is told nothing that hangs on what concerns others. */
const forFinance = ({ row, ownersVersions, ratesVersions }: FigurePart) => ({
  ...(row.shared === undefined ? {} : { sharedFrom: row.shared.base }),
  ownersVersions: [...ownersVersions].toSorted((a, b) => a - b),
  ratesVersions: [...ratesVersions].toSorted((a, b) => a - b),
});

/** All parts beyond those that are told one by one. */
export const toRestPart = (arranged: ArrangedLine, rounded: RoundedLine): ExplainedPart => {
  const { from: _, to: __, ...row } = toCostRow(arranged, rounded, []);
  return {
    ...row,
    unit: null,
    unitSeconds: null,
    evidence: null,
    backfilled: false,
    formula: [],
    borne: [],
    why: { text: 'all other parts: ask for more of them with `top`, or for some with `filter`' },
  };
};

/** To whom it is told, and when the price of something came into force, after which its formulas are in order. */
export type PartTelling = { telling: Telling; sinceOf(part: TracedPart): number };

/** A part of a figure as it is told. */
export const toPart = (
  part: FigurePart,
  reason: Reason,
  arranged: ArrangedLine,
  rounded: RoundedLine,
  { telling, sinceOf }: PartTelling,
): ExplainedPart => {
  const { from: _, to: __, ...row } = toCostRow(arranged, rounded, []);
  const { isTeam } = telling;
  const { unit, shared } = part.row;
  const seconds = [...part.priced.values()].reduce((sum, { unitSeconds }) => sum + unitSeconds, 0);
  return {
    ...row,
    unit,
    unitSeconds: unitCount(unit, seconds),
    evidence: evidences.findLast((each) => part.evidences.has(each)) ?? null,
    backfilled: part.backfilled,
    ...(shared === undefined ? {} : { sharedBy: shared.by }),
    formula: toFormulas(part, rounded, sinceOf),
    borne: toBorne([...part.borne.values()], unit, rounded.parts.idle ?? 0n, isTeam),
    why: {
      text: tellReason(reason, part.row, telling),
      ...(isTeam ? {} : { rules: rulesOfReason(reason) }),
    },
    ...(isTeam ? {} : forFinance(part)),
  };
};
