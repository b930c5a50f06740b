import { createOwnersChecker, type OwnersCheck } from '#shared/domain/checkOwners.ts';
import { edgesOf, type Owners } from '#shared/domain/owners.ts';
import type { Instant } from '#shared/domain/time.ts';
import type { EndpointRecord } from '#shared/fleet/endpointRecord.ts';
import { factEdges } from '#shared/fleet/factEdges.ts';
import { openRecord } from '#shared/fleet/openRecord.ts';
import { createOwnerFacts } from '#shared/fleet/ownerFacts.ts';
import type { EndpointRecords } from '#shared/ledger/createEndpointRecords.ts';
import type { Ledger } from '#shared/ledger/createLedger.ts';
import { readPieces } from '#shared/ledger/readPieces.ts';

export type CheckOwnersDeps = { ledger: Ledger; records: Pick<EndpointRecords, 'read'> };

type Range = { from: Instant; to: Instant };

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
    const edges = [...edgesOf(owners), ...factEdges(record)];
    for (const { start, splits } of await readPieces(ledger, pool, input, { edges }))
      for (const split of splits) checker.add(split, start, describe);
  }
  return checker.summarize();
};
