import type { Pool } from '#shared/domain/bucket.ts';
import { nextStart } from '#shared/domain/calendar.ts';
import { NotFoundError } from '#shared/domain/errors.ts';
import { after, type Instant } from '#shared/domain/time.ts';
import { type LedgerPiece, readRange } from './readRange.ts';

/** Where pieces end: `cuts` where somebody asks for it, `edges` where something else holds from then on. Both in order. */
export type PieceEdges = { cuts?: readonly Instant[]; edges: readonly Instant[] };

const inOrder = (times: readonly Instant[]): Instant[] => [...new Set(times)].toSorted((a, b) => a - b);

/**
 * Reads a range of a pool in the largest pieces that no edge cuts, so that what holds at a piece's start holds for all of it. Of
 * an hour whose buckets have expired what holds at its start does: an edge in its midst waits for its end.
 * @throws BadInputError when the range does not lie on bucket edges.
 * @throws NotFoundError when the range, or a cut, cuts an hour whose buckets have expired.
 */
export const readPieces = (
  ledger: Parameters<typeof readRange>[0],
  pool: Pool,
  { from, to }: { from: Instant; to: Instant },
  { cuts = [], edges }: PieceEdges,
): Promise<LedgerPiece[]> => {
  const readBetween = (soft: readonly Instant[]) =>
    readRange(ledger, pool, from, to, inOrder([...cuts, ...soft]));
  return readBetween(edges).catch((error: unknown) => {
    if (!(error instanceof NotFoundError) || edges.length === 0) throw error;
    return readBetween(edges.map((edge) => nextStart('hour', after(edge, -1))));
  });
};
