import type { Pool } from '#shared/domain/bucket.ts';
import { nextStart } from '#shared/domain/calendar.ts';
import { createOwnersChecker, type OwnersCheck } from '#shared/domain/checkOwners.ts';
import { NotFoundError } from '#shared/domain/errors.ts';
import { edgesOf, type Owners } from '#shared/domain/owners.ts';
import { after, type Instant } from '#shared/domain/time.ts';
import type { EndpointRecord } from '#shared/fleet/endpointRecord.ts';
import { factEdges } from '#shared/fleet/factEdges.ts';
import { openRecord } from '#shared/fleet/openRecord.ts';
import { createOwnerFacts } from '#shared/fleet/ownerFacts.ts';
import type { EndpointRecords } from '#shared/ledger/createEndpointRecords.ts';
import type { Ledger } from '#shared/ledger/createLedger.ts';
import { type LedgerPiece, readRange } from '#shared/ledger/readRange.ts';

export type CheckOwnersDeps = { ledger: Ledger; records: Pick<EndpointRecords, 'read'> };

type Range = { from: Instant; to: Instant };

/** Reads a range in pieces that no edge cuts. */
const readBetween = async (
  ledger: Ledger,
  pool: Pool,
  { from, to }: Range,
  edges: readonly Instant[],
): Promise<LedgerPiece[]> => {
  const cuts = [from, ...new Set(edges.filter((edge) => from < edge && edge < to)), to];
  const pieces: LedgerPiece[] = [];
  for (const [index, start] of cuts.entries()) {
    const end = cuts[index + 1];
    if (end !== undefined) pieces.push(...(await readRange(ledger, pool, start, end)));
  }
  return pieces;
};

/** Of an hour whose buckets have expired the owners of its start have all: an edge in its midst waits for its end. */
const readOwned = (
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

const inOrder = (edges: readonly Instant[]): Instant[] => edges.toSorted((a, b) => a - b);

/**
 * Tries an owners document on what the ledger has of a past range, and changes nothing. Where fixed shares do not divide
 * a bucket's accelerator-seconds the figures may be out by one of them a bucket.
 *
 * @param input.account `123456789012#us-east-1`.
 * @throws BadInputError when the range does not lie on bucket edges.
 * @throws NotFoundError when it cuts an hour whose buckets have expired.
 */
export const checkOwners = async (
  input: Range & { account: string; owners: Owners },
  { ledger, records }: CheckOwnersDeps,
): Promise<OwnersCheck> => {
  const { account, owners } = input;
  const checker = createOwnersChecker(owners);
  for (const pool of await ledger.listPools(account)) {
    const life = { name: pool.endpoint, arn: pool.endpointArn, createdAt: pool.endpointCreatedAt };
    const record: EndpointRecord = (await records.read(life)) ?? openRecord(life);
    const describe = createOwnerFacts(record, pool.variant);
    const edges = inOrder([...edgesOf(owners), ...factEdges(record)]);
    for (const { start, splits } of await readOwned(ledger, pool, input, edges))
      for (const split of splits) checker.add(split, start, describe);
  }
  return checker.summarize();
};
