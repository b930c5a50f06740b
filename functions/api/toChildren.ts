import type { ExplainedChild } from '#shared/api/explainedChild.ts';
import type { CostLine } from '#shared/domain/aggregateCosts.ts';
import { evidences } from '#shared/domain/bucket.ts';
import { childOf, nextStart, startsOf } from '#shared/domain/calendar.ts';
import type { OrderKey } from '#shared/domain/compareKeys.ts';
import { shareSeen } from '#shared/domain/completeness.ts';
import { type Money, roundTogether, unitsPerNanoDollar, zeroMoney } from '#shared/domain/money.ts';
import { roundLines } from '#shared/domain/roundLines.ts';
import { formatInstant } from '#shared/domain/time.ts';
import type { ChildFigure, ChildItem } from '#shared/explain/gatherChildren.ts';
import { stateOf, toUsd } from './costFigures.ts';
import { toAmounts } from './toCostRow.ts';

/** A child as it is told, and where it stands among the others. */
export type PlacedChild = { place: OrderKey; child: ExplainedChild };

type Amounts = Pick<ChildFigure, 'amount' | 'borne' | 'unpriced'>;

/** So that children are rounded as rows are: what is borne by itself, and all to the one total. */
const toLine = ({ amount, borne }: Amounts): CostLine => ({
  kind: 'allocated',
  reason: undefined,
  blocker: undefined,
  labels: new Map(),
  usage: undefined,
  traffic: undefined,
  ...amount,
  idle: borne,
});

/** What children come to, in print; together the figure. */
export const toChildAmounts = (children: readonly Amounts[]) => {
  const { lines } = roundLines(children.map(toLine), 'allocation', unitsPerNanoDollar);
  return children.map(({ amount, borne, unpriced }, index) => {
    const { cost = 0n, parts = {} } = lines[index] ?? {};
    return {
      ...toAmounts(amount, cost),
      unpricedGpuSeconds: unpriced.gpuSeconds,
      ...(borne.cost === 0n && borne.gpuSeconds === 0 ? {} : { idleUsd: toUsd(parts.idle ?? 0n) }),
    };
  });
};

/** Up to what may be left of what does not divide. */
const isSame = (a: Money, b: Money): boolean => a - b < unitsPerNanoDollar && b - a < unitsPerNanoDollar;

/** An hour's buckets. */
const mostItems = 12;

/** Versions of what an item was made from, one for each that there can be. */
const madeFrom = ({ piece: { grain, start, origin } }: ChildItem): number[] | null => {
  if (grain === 'bucket' || origin?.kind !== 'children') return null;
  const places = startsOf(childOf(grain), start, nextStart(grain, start));
  return places.map((place) => origin.versions.get(place) ?? 0);
};

const toItem = (item: ChildItem): NonNullable<ExplainedChild['items']>[number] => {
  const { endpoint, variant, instanceType } = item.pool;
  const { grain: level, start, version } = item.piece;
  const from = formatInstant(start);
  return { endpoint, variant, instanceType, level, from, version, madeFrom: madeFrom(item) };
};

/** How the figures of a part of the window are known, and of whom sees all from which versions of what is stored. */
export const toChildFacts = (
  { window, facts }: ChildFigure,
  items: readonly ChildItem[],
  isTeam: boolean,
) => ({
  completeness: shareSeen(facts.completeness),
  evidence: evidences.findLast((each) => facts.evidence === each) ?? null,
  state: stateOf(facts, window.to),
  backfilled: facts.backfilled,
  ...(isTeam ? {} : { items: items.slice(0, mostItems).map(toItem) }),
  ...(isTeam || items.length <= mostItems ? {} : { itemsLeftOut: items.length - mostItems }),
});

/** The parts of a window as they are told, in order of time. */
export const toChildren = (children: readonly ChildFigure[], isTeam: boolean): PlacedChild[] => {
  const amounts = toChildAmounts(children);
  return children.flatMap((figure, index) => {
    const { from, to } = figure.window;
    const own = amounts[index];
    const isAlike = isSame(figure.alone, figure.amount.cost ?? zeroMoney);
    const times = { from: formatInstant(from), to: formatInstant(to) };
    if (own === undefined) return [];
    const child: ExplainedChild = {
      ...times,
      window: `${times.from},${times.to}`,
      ...own,
      ...(isAlike ? {} : { aloneUsd: toUsd(roundTogether([figure.alone]).total) }),
      ...toChildFacts(figure, figure.items, isTeam),
    };
    return [{ place: [from], child }];
  });
};
