import { longestCursor, type sorts } from '#shared/api/questionParams.ts';
import type { Order } from '#shared/costs/arrangeLines.ts';
import { compareKeys, type OrderKey } from '#shared/domain/compareKeys.ts';
import { ConflictError } from '#shared/domain/errors.ts';
import type { Window } from '#shared/domain/window.ts';
import { type Cursor, formatCursor } from './cursor.ts';

export const toOrder = (sort: (typeof sorts)[number]): Order => {
  if (sort === 'labels') return { by: 'labels' };
  return { by: sort.endsWith('cost') ? 'cost' : 'gpuSeconds', isDescending: sort.startsWith('-') };
};

/** How many lines stand before a page. @throws ConflictError when they are not in the order any more that the cursor counts in. */
const countBefore = (cursor: Cursor | undefined, places: readonly OrderKey[], revision: string): number => {
  if (cursor === undefined) return 0;
  if (cursor.kind === 'labels') {
    const next = places.findIndex((place) => compareKeys(place, cursor.after) > 0);
    return next < 0 ? places.length : next;
  }
  if (cursor.revision === revision) return cursor.count;
  throw new ConflictError(
    'api.cursor_outdated',
    'figures have changed since the first page, and the order with them: start again without the cursor, or in order of labels',
  );
};

/** A page of lines: from which on, how many, and the cursor of the next; null on the last. */
export type Page = { first: number; count: number; next: string | null };

/**
 * A page of lines in order. A cursor by labels that is longer than one may be, because names are, becomes one that counts.
 * @param places where each line stands in order of labels.
 * @param question what must be asked alike on every page.
 */
export const paginate = (
  places: readonly OrderKey[],
  cursor: Cursor | undefined,
  {
    order,
    limit,
    ...asked
  }: { order: Order; limit: number; revision: string; window: Window; question: string },
): Page => {
  const { revision, window, question } = asked;
  const first = countBefore(cursor, places, revision);
  const count = Math.min(limit, places.length - first);
  const after = places[first + count - 1];
  if (after === undefined || first + count >= places.length)
    return { first, count: Math.max(0, count), next: null };
  const counting = formatCursor({ kind: 'amount', window, count: first + count, revision }, question);
  if (order.by !== 'labels') return { first, count, next: counting };
  const byLabels = formatCursor({ kind: 'labels', window, after }, question);
  return { first, count, next: byLabels.length > longestCursor ? counting : byLabels };
};

/** The same question of the next page. */
export const nextQuery = (query: URLSearchParams, cursor: string | null): URLSearchParams | undefined => {
  if (cursor === null) return undefined;
  const next = new URLSearchParams(query);
  next.set('cursor', cursor);
  return next;
};
