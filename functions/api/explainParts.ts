import { defaultTop } from '#shared/api/explainOperation.ts';
import { type ArrangedLine, arrangeLines } from '#shared/costs/arrangeLines.ts';
import type { CostQuestion } from '#shared/costs/costQuestion.ts';
import { plainLabels } from '#shared/domain/aggregate.ts';
import type { CostLine } from '#shared/domain/aggregateCosts.ts';
import type { CostBasis } from '#shared/domain/costBasis.ts';
import { unitsPerNanoDollar } from '#shared/domain/money.ts';
import type { OwnersInForce } from '#shared/domain/owners.ts';
import { priceKey, pricesOf } from '#shared/domain/priceSpans.ts';
import type { RateKind } from '#shared/domain/rateKind.ts';
import { type RoundedLine, roundLines } from '#shared/domain/roundLines.ts';
import type { TracedPart } from '#shared/domain/traceRows.ts';
import type { Window } from '#shared/domain/window.ts';
import type { DatedPrice } from '#shared/explain/datePrices.ts';
import { findReasons } from '#shared/explain/findReasons.ts';
import type { FigurePart } from '#shared/explain/gatherParts.ts';
import type { PoolName } from '#shared/explain/gatherPrices.ts';
import type { ApiDeps } from './deps.ts';
import { toPart, toRestPart } from './toPart.ts';

/** The lines of a figure as they are told and printed, and the parts that they are of; one line for all beyond the costliest. */
export type ArrangedParts = {
  arranged: ArrangedLine[];
  lines: RoundedLine[];
  total: bigint;
  partOf: ReadonlyMap<CostLine, FigurePart>;
};

/** Puts the parts of a figure in order of their labels, the costliest alone told one by one. */
export const arrangeParts = (
  parts: readonly FigurePart[],
  costBasis: CostBasis,
  top: number = defaultTop,
): ArrangedParts => {
  const arranged = arrangeLines(
    parts.map(({ line }) => ({ step: 0, line })),
    plainLabels,
    { order: { by: 'labels' }, top },
  );
  const all = arranged.map(({ line }) => line);
  return {
    arranged,
    ...roundLines(all, costBasis, unitsPerNanoDollar),
    partOf: new Map(parts.map((part) => [part.line, part])),
  };
};

export type ToldWith = {
  owners: OwnersInForce;
  window: Window;
  isTeam: boolean;
  /** When which price was in force. */
  dated: readonly DatedPrice[];
};

/** When the first of the prices that a part rests on came into force. */
const sinceIn = (dated: readonly DatedPrice[], rate: RateKind) => {
  const keyOf = ({ endpoint, variant, instanceType }: PoolName, key: string) =>
    JSON.stringify([endpoint, variant, instanceType, key]);
  const since = new Map<string, number>();
  for (const { pool, key, from } of dated.toReversed()) since.set(keyOf(pool, key), from);
  return (part: TracedPart): number => {
    const times = pricesOf(part, rate).map((price) => since.get(keyOf(part.pool, priceKey(price))) ?? 0);
    return Math.max(0, ...times);
  };
};

/** Says of each part why it is on whom it is on, and how it came to what it costs. */
export const explainParts = async (
  { arranged, lines, partOf }: ArrangedParts,
  question: Pick<CostQuestion, 'idle' | 'rate'>,
  { owners, window, isTeam, dated }: ToldWith,
  deps: Pick<ApiDeps, 'records'>,
) => {
  const told = arranged.flatMap(({ line }) => partOf.get(line) ?? []);
  const reasons = await findReasons(told, owners, question, window, deps);
  const reasonOf = new Map(told.map((part, index) => [part, reasons[index]]));
  const telling = { isTeam, ownersVersion: owners.version, window };
  const sinceOf = sinceIn(dated, question.rate);
  return arranged.flatMap((each, index) => {
    const rounded = lines[index];
    const part = partOf.get(each.line);
    const reason = part && reasonOf.get(part);
    if (rounded === undefined) return [];
    if (part === undefined || reason === undefined) return [toRestPart(each, rounded)];
    return [toPart(part, reason, each, rounded, { telling, sinceOf })];
  });
};
