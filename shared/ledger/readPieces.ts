import type { Pool } from '#shared/domain/bucket.ts';
import { nextStart } from '#shared/domain/calendar.ts';
import { NotFoundError } from '#shared/domain/errors.ts';
import { after, type Instant } from '#shared/domain/time.ts';
import type { Ledger } from './createLedger.ts';
import { type LedgerPiece, readRange } from './readRange.ts';

type Range = { from: Instant; to: Instant };

/** Reads a range in pieces that no edge cuts. */
const readBetween = async (
  ledger: Ledger,
  pool: Pool,
  { from, to }: Range,
  edges: readonly Instant[],
): Promise<LedgerPiece[]> => {
  const inside = [...new Set(edges)].filter((edge) => from < edge && edge < to).toSorted((a, b) => a - b);
  const cuts = [from, ...inside, to];
  const pieces: LedgerPiece[] = [];
  for (const [index, start] of cuts.entries()) {
    const end = cuts[index + 1];
    if (end !== undefined) pieces.push(...(await readRange(ledger, pool, start, end)));
  }
  return pieces;
};

/**
 * Reads a range of a pool in the largest pieces that no edge cuts, so that what holds at a piece's start holds for all of it. Of
 * an hour whose buckets have expired what holds at its start does: an edge in its midst waits for its end.
 * @throws BadInputError when the range does not lie on bucket edges.
 * @throws NotFoundError when it cuts an hour whose buckets have expired.
 */
export const readPieces = (
  ledger: Ledger,
  pool: Pool,
  range: Range,
  edges: readonly Instant[],
): Promise<LedgerPiece[]> =>
  readBetween(ledger, pool, range, edges).catch((error: unknown) => {
    if (!(error instanceof NotFoundError)) throw error;
    const hours = edges.map((edge) => nextStart('hour', after(edge, -1)));
    return readBetween(ledger, pool, range, hours);
  });
