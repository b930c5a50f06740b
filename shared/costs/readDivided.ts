import type { Bucket, BucketSplit, Pool } from '#shared/domain/bucket.ts';
import { startOf } from '#shared/domain/calendar.ts';
import { type DividedCell, type Division, divideBucket } from '#shared/domain/divideBucket.ts';
import { BadInputError, NotFoundError } from '#shared/domain/errors.ts';
import { observeLives } from '#shared/domain/lives.ts';
import { bucketAt } from '#shared/domain/slots.ts';
import { after, formatInstant, latest } from '#shared/domain/time.ts';
import { createIdleFacts } from '#shared/fleet/createIdleFacts.ts';
import type { EndpointRecord } from '#shared/fleet/endpointRecord.ts';
import type { Ledger } from '#shared/ledger/createLedger.ts';
import type { Range } from './costQuestion.ts';
import { aroundSeconds, type Stretch, walkBuckets } from './walkBuckets.ts';

export type ReadDividedDeps = { ledger: Pick<Ledger, 'readBuckets' | 'readPool' | 'readRollups'> };

/** A cell with how its figures are known. */
export type LedgerCell = DividedCell & Pick<BucketSplit, 'evidence' | 'backfilled' | 'overcounted'>;

const refuseOtherEdges = ({ from, to }: Range): void => {
  for (const edge of [from, to]) {
    if (startOf('bucket', edge) === edge) continue;
    throw new BadInputError('ledger.range', `${formatInstant(edge)} is not on an edge of five minutes`);
  }
};

/** @throws NotFoundError when buckets of an hour are gone, or it was stored without any. */
const refuseGone = async (
  { readRollups }: Pick<Ledger, 'readRollups'>,
  pool: Pool,
  { from, to, buckets }: Stretch,
): Promise<void> => {
  const found = new Set(buckets.map(({ bucket: { start } }) => start));
  for (const { rollup } of await readRollups(pool, 'hour', startOf('hour', from), to)) {
    const { start, origin } = rollup;
    const isWhole =
      origin.kind === 'children' &&
      [...origin.versions.keys()].every((bucket) => bucket < from || bucket >= to || found.has(bucket));
    if (isWhole) continue;
    const message = `the hour from ${formatInstant(start)} of ${pool.endpoint} is kept as a whole, without the samples that tell its instances, copies and minutes apart: ask from a later hour on, or for whole hours by component`;
    throw new NotFoundError('ledger.too_fine', message);
  }
};

/**
 * Reads a pool's buckets of a range, each divided (`divideBucket`), in order of time. Two hours are read at a time, with half an hour
 * around them that tells a hole from an end, so that a long range needs no more memory than a short one.
 *
 * Laws: the cells' rows add up to the range's buckets; splitting a range anywhere gives the same cells.
 *
 * @param range lies on bucket edges: a finer one is extended to them, and its cells chosen by their starts.
 * @param priced what a bucket is told at: as it is stored, or at another rate (`repriceSplit`).
 * @throws BadInputError when the range does not lie on bucket edges.
 * @throws NotFoundError when it has an hour whose buckets have expired, or that never had any.
 */
export async function* readDivided(
  { ledger }: ReadDividedDeps,
  pool: Pool,
  record: EndpointRecord,
  range: Range,
  division: Division,
  priced: (bucket: Bucket) => Bucket = (bucket) => bucket,
): AsyncGenerator<LedgerCell> {
  refuseOtherEdges(range);
  const collectedFrom = (await ledger.readPool(pool))?.state.collectedFrom;
  for await (const stretch of walkBuckets(ledger, pool, range)) {
    await refuseGone(ledger, pool, stretch);
    for (const { bucket, around } of stretch.buckets) {
      const { start, unit, evidence, backfilled, overcounted } = bucket;
      const from = after(start, -aroundSeconds);
      const idleFactsOf = createIdleFacts(record, pool, latest(from, collectedFrom ?? from), unit?.kind);
      const lives = observeLives(around.map((each) => ({ ...bucketAt(each.start), samples: each.samples })));
      const idleFacts = idleFactsOf(bucketAt(start));
      for (const cell of divideBucket(priced(bucket), { lives, idleFacts }, division))
        yield { ...cell, evidence, backfilled, overcounted };
    }
  }
}
