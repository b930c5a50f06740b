import type { Capacity } from '#shared/api/explainedChild.ts';
import { type ExplainAnswer, explainOperation } from '#shared/api/explainOperation.ts';
import { type Fault, FaultyRequestError } from '#shared/api/fault.ts';
import type { viewParams } from '#shared/api/questionParams.ts';
import { type QueryRead, requireValues } from '#shared/api/readQuery.ts';
import { compareKeys } from '#shared/domain/compareKeys.ts';
import type { Window } from '#shared/domain/window.ts';
import { datePrices } from '#shared/explain/datePrices.ts';
import { findDeepest } from '#shared/explain/findDeepest.ts';
import { readSlots } from '#shared/explain/readSlots.ts';
import { tellDeepest } from '#shared/explain/tellDeepest.ts';
import { askCosts } from './askCosts.ts';
import { revisionOf, toMeta } from './costFigures.ts';
import { type Cursor, formatCursor } from './cursor.ts';
import type { ApiDeps } from './deps.ts';
import { explainCells } from './explainCells.ts';
import { resolveDepth } from './explainDepths.ts';
import { type ArrangedParts, arrangeParts, explainParts } from './explainParts.ts';
import { nextQuery } from './paginate.ts';
import { type ReadExplained, readExplained } from './readExplained.ts';
import { type Asked, defineRoute } from './route.ts';
import { sumFormula } from './sumFormula.ts';
import { type PlacedChild, toChildren } from './toChildren.ts';
import { placesIn } from './toCostQuestion.ts';
import { toPrices } from './toPrices.ts';
import { toCapacity, toSlots } from './toSlots.ts';
import { toTotal } from './toTotal.ts';

/** All children, in order; and what all there is where some of them are samples. */
const tellChildren = async (
  { depth, children, figure, cells, scope }: ReadExplained,
  { ledger }: ApiDeps,
): Promise<{ placed: PlacedChild[]; capacityOf(told: readonly PlacedChild[]): Capacity[] | undefined }> => {
  const isTeam = scope.kind === 'teams';
  if (depth !== 'slot') return { placed: toChildren(figure.children, isTeam), capacityOf: () => undefined };
  const slots = await readSlots(ledger, cells, children, scope);
  return {
    placed: toSlots(slots.parts, figure.children, isTeam),
    capacityOf: (told) => (isTeam ? undefined : toCapacity(slots.capacity, figure.children, told)),
  };
};

/** One page of children, and the cursor of the next. */
const takePage = (
  placed: readonly PlacedChild[],
  page: Cursor | undefined,
  limit: number,
  { window, key }: { window: Window; key: string },
): { own: PlacedChild[]; next: string | null } => {
  const after = page?.kind === 'labels' ? page.after : undefined;
  const left = after === undefined ? placed : placed.filter(({ place }) => compareKeys(place, after) > 0);
  const own = left.slice(0, limit);
  const last = own.at(-1);
  const hasMore = last !== undefined && own.length < left.length;
  return { own, next: hasMore ? formatCursor({ kind: 'labels', window, after: last.place }, key) : null };
};

/** Rows are divided by instance and copy from samples, which alone have no calculation. */
const refusePlaces = (values: QueryRead<typeof viewParams>['values'], faults: Fault[]): void => {
  const detail =
    'names an instance or a copy, by which no figure is explained; depth=slot tells both of every sample';
  for (const parameter of ['aggregate', 'filter'] as const) {
    const { byInstance, byCopy } = placesIn({ [parameter]: values[parameter] });
    if (byInstance || byCopy) faults.push({ parameter, detail });
  }
};

type ExplainAsked = Asked<typeof explainOperation.query, undefined>;

/** What is asked for. @throws FaultyRequestError with everything that is wrong with it. */
const readAsked = async (asked: ExplainAsked, deps: ApiDeps) => {
  const { faults, values } = asked.query;
  const { time, question, cursor, key } = await askCosts(explainOperation.path, asked, deps);
  refusePlaces(values, faults);
  const cuts = time && resolveDepth(values.depth ?? 'auto', time.window, time.zone, faults);
  const view = requireValues(asked.query);
  if (time === undefined || cuts === undefined) throw new FaultyRequestError(faults);
  return { key, page: cursor, time, question, cuts, view };
};

/** Equal as long as what is printed of a figure is. */
const printOf = ({ lines }: ArrangedParts) =>
  lines.map(({ line: { labels, gpuSeconds, vcpuSeconds }, cost, parts }) => {
    return [labels, gpuSeconds, vcpuSeconds, cost, parts];
  });

/** Explains one figure. */
export const answerExplain = defineRoute(explainOperation, async (asked, deps) => {
  const owners = await deps.owners.readInForce();
  const { key, page, time, question, cuts, view } = await readAsked(asked, deps);
  const { window } = time;
  const read = await readExplained(question, view, { window, cuts }, asked.identity, deps);
  const { depth, figure, scope } = read;
  const isTeam = scope.kind === 'teams';
  const parts = arrangeParts(figure.parts, view.costBasis, view.top);
  const dated = await datePrices(deps.ledger, figure.prices.pools, window, question.rate);
  const { placed, capacityOf } = await tellChildren(read, deps);
  const { own, next } = takePage(placed, page, view.limit, { window, key });
  const children = own.map(({ child }) => child);
  const capacity = capacityOf(own);
  const deepest = tellDeepest(await findDeepest(deps.ledger, figure.oldest), depth, window, asked.now);
  const revision = revisionOf(printOf(parts));
  const all = parts.arranged.map(({ line }) => line);
  const body: ExplainAnswer = {
    meta: toMeta(time, question, view.costBasis, figure.facts, { scope, revision }),
    total: toTotal(all, parts.total),
    formula: sumFormula(parts.arranged, parts.lines, parts.total),
    parts: await explainParts(parts, question, { owners, window, isTeam, dated }, deps),
    prices: toPrices(dated, figure.prices.known, isTeam),
    depth,
    children,
    ...(capacity === undefined ? {} : { capacity }),
    next,
    deepest: { level: deepest.level ?? null, text: deepest.text },
  };
  return {
    body,
    meta: body.meta,
    cells: explainCells(children),
    next: nextQuery(asked.request.query, next),
  };
});
