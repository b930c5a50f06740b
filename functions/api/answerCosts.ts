import { type CostsAnswer, costsOperation } from '#shared/api/costsOperation.ts';
import { FaultyRequestError } from '#shared/api/fault.ts';
import type { sorts } from '#shared/api/questionParams.ts';
import { requireValues } from '#shared/api/readQuery.ts';
import { type ArrangedLine, arrangeLines, type Order, placeOf } from '#shared/costs/arrangeLines.ts';
import { compareKeys } from '#shared/domain/compareKeys.ts';
import { ConflictError } from '#shared/domain/errors.ts';
import { unitsPerNanoDollar } from '#shared/domain/money.ts';
import { roundLines } from '#shared/domain/roundLines.ts';
import { costCells } from './costCells.ts';
import { revisionOf, toMeta } from './costFigures.ts';
import { type Cursor, formatCursor, parseCursor, questionKey } from './cursor.ts';
import { readLines, recordedTags } from './readLines.ts';
import { resolveTime } from './resolveTime.ts';
import { defineRoute } from './route.ts';
import { toCostQuestion } from './toCostQuestion.ts';
import { toCostRow } from './toCostRow.ts';
import { toTotal } from './toTotal.ts';

const toOrder = (sort: (typeof sorts)[number]): Order => {
  if (sort === 'labels') return { by: 'labels' };
  const isDescending = sort.startsWith('-');
  return { by: sort.endsWith('cost') ? 'cost' : 'gpuSeconds', isDescending };
};

/** How many lines stand before a page. @throws ConflictError when they are not in the order any more that the cursor counts in. */
const countBefore = (
  cursor: Cursor | undefined,
  lines: readonly ArrangedLine[],
  revision: string,
): number => {
  if (cursor === undefined) return 0;
  if (cursor.kind === 'labels') {
    const next = lines.findIndex((line) => compareKeys(placeOf(line), cursor.after) > 0);
    return next < 0 ? lines.length : next;
  }
  if (cursor.revision === revision) return cursor.count;
  throw new ConflictError(
    'api.cursor_outdated',
    'figures have changed since the first page, and the order with them: start again without the cursor, or in order of labels',
  );
};

/** Costs of a window, by labels and steps. */
export const answerCosts = defineRoute(costsOperation, async ({ request, identity, query, now }, deps) => {
  const { faults, values } = query;
  const key = questionKey(costsOperation.path, request.query, identity.teams);
  const cursor = values.cursor === undefined ? undefined : parseCursor(values.cursor, key);
  if (cursor !== undefined && 'fault' in cursor) faults.push({ parameter: 'cursor', detail: cursor.fault });
  const page = cursor === undefined || 'fault' in cursor ? undefined : cursor;
  const time = resolveTime(values, now, faults, page?.window);
  const { document: owners } = await deps.owners.readInForce();
  const question = toCostQuestion(
    values,
    { account: deps.account, recordedTags: recordedTags(owners) },
    faults,
  );
  const { aggregate, costBasis, sort, top, limit } = requireValues(query);
  if (time === undefined) throw new FaultyRequestError(faults);

  const { lines, facts, scope } = await readLines(question, values, time.steps, identity, deps);
  const arranged = arrangeLines(lines, aggregate, { order: toOrder(sort), top });
  const rounded = roundLines(
    arranged.map(({ line }) => line),
    costBasis,
    unitsPerNanoDollar,
  );
  const revision = revisionOf(arranged);
  const first = countBefore(page, arranged, revision);
  const own = arranged.slice(first, first + limit);
  const last = own.at(-1);
  const hasMore = first + own.length < arranged.length;
  const next = (): string | null => {
    if (!hasMore || last === undefined) return null;
    const { window } = time;
    return sort === 'labels'
      ? formatCursor({ kind: 'labels', window, after: placeOf(last) }, key)
      : formatCursor({ kind: 'amount', window, count: first + own.length, revision }, key);
  };
  const rows = own.flatMap((line, index) => {
    const figures = rounded.lines[first + index];
    return figures === undefined ? [] : [toCostRow(line, figures, time.steps)];
  });
  const total = toTotal(arranged, rounded.total);
  const meta = toMeta(time, question, costBasis, facts, { scope, revision });
  const body: CostsAnswer = { meta, rows, total, next: next() };
  return {
    body,
    meta,
    cells: costCells(rows, aggregate, costBasis),
    next: nextQuery(request.query, body.next),
  };
});

/** The same question of the next page. */
export const nextQuery = (query: URLSearchParams, cursor: string | null): URLSearchParams | undefined => {
  if (cursor === null) return undefined;
  const next = new URLSearchParams(query);
  next.set('cursor', cursor);
  return next;
};
