import { createHash } from 'node:crypto';
import * as z from 'zod';
import type { OrderKey } from '#shared/domain/compareKeys.ts';
import { type Instant, instant } from '#shared/domain/time.ts';
import type { Window } from '#shared/domain/window.ts';

/**
 * Where a page ended. In order of labels that is the last row's own place in that order, so that rows which come or go meanwhile move
 * none of those that follow; in order of an amount it is a count of rows, of figures that must not have changed.
 */
export type Cursor = { window: Window } & (
  | { kind: 'labels'; after: OrderKey }
  | { kind: 'amount'; count: number; revision: string }
);

const form = z.strictObject({
  q: z.string(),
  w: z.tuple([z.int(), z.int()]),
  k: z.array(z.union([z.string(), z.number(), z.null()])).optional(),
  n: z.int().nonnegative().optional(),
  r: z.string().optional(),
});

const hash = (question: string): string =>
  createHash('sha256').update(question).digest('base64url').slice(0, 16);

/** What must be asked alike on every page: all parameters but those that page, and whose rows are seen. */
export const questionKey = (path: string, query: URLSearchParams, teams: readonly string[]): string => {
  const own = [...query].filter(([name]) => name !== 'cursor' && name !== 'limit');
  const inOrder = own
    .map(([name, value]) => `${name}=${value}`)
    .toSorted((a, b) => (a < b ? -1 : Number(a !== b)));
  return JSON.stringify([path, inOrder, teams.toSorted((a, b) => (a < b ? -1 : Number(a !== b)))]);
};

const toPart = (part: OrderKey[number]): string | number | null =>
  typeof part === 'bigint' ? part.toString() : (part ?? null);

export const formatCursor = (cursor: Cursor, question: string): string => {
  const { from, to } = cursor.window;
  const place =
    cursor.kind === 'labels' ? { k: cursor.after.map(toPart) } : { n: cursor.count, r: cursor.revision };
  return Buffer.from(JSON.stringify({ q: hash(question), w: [from, to], ...place })).toString('base64url');
};

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

/** A cursor, or a fault that says what to do about it. */
export const parseCursor = (text: string, question: string): Cursor | { fault: string } => {
  const parsed = form.safeParse(parseJson(Buffer.from(text, 'base64url').toString('utf8')));
  if (!parsed.success)
    return { fault: 'is no cursor; expected the `next` of an earlier answer, or none for the first page' };
  const { q, w, k, n, r } = parsed.data;
  if (q !== hash(question))
    return {
      fault:
        'is of another question; expected all else as it was asked then, or no cursor for the first page',
    };
  const [from, to]: [Instant, Instant] = [instant(w[0]), instant(w[1])];
  if (k !== undefined)
    return { kind: 'labels', window: { from, to }, after: k.map((part) => part ?? undefined) };
  return { kind: 'amount', window: { from, to }, count: n ?? 0, revision: r ?? '' };
};
