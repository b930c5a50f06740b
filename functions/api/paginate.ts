import type { sorts } from '#shared/api/questionParams.ts';
import { type ArrangedLine, type Order, placeOf } from '#shared/costs/arrangeLines.ts';
import { compareKeys } from '#shared/domain/compareKeys.ts';
import { ConflictError } from '#shared/domain/errors.ts';
import type { Window } from '#shared/domain/window.ts';
import { type Cursor, formatCursor } from './cursor.ts';

export const toOrder = (sort: (typeof sorts)[number]): Order => {
  if (sort === 'labels') return { by: 'labels' };
  return { by: sort.endsWith('cost') ? 'cost' : 'gpuSeconds', isDescending: sort.startsWith('-') };
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

/** A page of lines: from which on, how many, and the cursor of the next; null on the last. */
export type Page = { first: number; count: number; next: string | null };

/** @param question what must be asked alike on every page. */
export const paginate = (
  lines: readonly ArrangedLine[],
  cursor: Cursor | undefined,
  {
    order,
    limit,
    ...asked
  }: { order: Order; limit: number; revision: string; window: Window; question: string },
): Page => {
  const { revision, window, question } = asked;
  const first = countBefore(cursor, lines, revision);
  const count = Math.min(limit, lines.length - first);
  const last = lines[first + count - 1];
  if (last === undefined || first + count >= lines.length)
    return { first, count: Math.max(0, count), next: null };
  const next: Cursor =
    order.by === 'labels'
      ? { kind: 'labels', window, after: placeOf(last) }
      : { kind: 'amount', window, count: first + count, revision };
  return { first, count, next: formatCursor(next, question) };
};

/** The same question of the next page. */
export const nextQuery = (query: URLSearchParams, cursor: string | null): URLSearchParams | undefined => {
  if (cursor === null) return undefined;
  const next = new URLSearchParams(query);
  next.set('cursor', cursor);
  return next;
};
