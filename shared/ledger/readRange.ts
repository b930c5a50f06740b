import type { Evidence, Pool, Split } from '#shared/domain/bucket.ts';
import { childOf, firstStart, type Grain, nextStart, startOf, startsOf } from '#shared/domain/calendar.ts';
import { BadInputError, NotFoundError } from '#shared/domain/errors.ts';
import type { Rollup, RollupOrigin } from '#shared/domain/rollup.ts';
import { formatInstant, type Instant } from '#shared/domain/time.ts';
import type { VersionedSplit } from './bucketItem.ts';
import type { Ledger } from './createLedger.ts';
import type { StoredRollup } from './rollupItem.ts';

/** Part of a range, as large as it is stored. */
export type LedgerPiece = {
  grain: Grain;
  start: Instant;
  end: Instant;
  splits: readonly Split[];
  evidence: Evidence;
  backfilled: boolean;
  /** Of the stored item. */
  version: number;
  /** What it was made from; undefined for a bucket. */
  origin: RollupOrigin | undefined;
};

const fromBucket = ({ version, ...bucket }: VersionedSplit): LedgerPiece => ({
  grain: 'bucket',
  start: bucket.start,
  end: nextStart('bucket', bucket.start),
  splits: [bucket],
  evidence: bucket.evidence,
  backfilled: bucket.backfilled,
  version,
  origin: undefined,
});

const fromRollup = ({ version, rollup }: StoredRollup): LedgerPiece => {
  const { level, start, splits, evidence, backfilled, origin } = rollup;
  return { grain: level, start, end: nextStart(level, start), splits, evidence, backfilled, version, origin };
};

/** @throws NotFoundError when an hour that the range cuts is no longer, or never was, kept by bucket. */
const refuseCut = (
  cut: readonly Rollup[],
  pieces: readonly LedgerPiece[],
  from: Instant,
  to: Instant,
): void => {
  const found = new Set(pieces.map(({ start }) => start));
  for (const { start, origin } of cut) {
    const isWhole =
      origin.kind === 'children' &&
      [...origin.versions.keys()].every((bucket) => bucket < from || bucket >= to || found.has(bucket));
    if (isWhole) continue;
    const message = `the hour from ${formatInstant(start)} is not kept by five minutes: ask for whole hours`;
    throw new NotFoundError('ledger.too_fine', message);
  }
};

/** Whether one of some cuts, in order, lies within [start, end) and not at its start. */
const isCutBy = (cuts: readonly Instant[], start: Instant, end: Instant): boolean => {
  let [low, high] = [0, cuts.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((cuts[middle] ?? end) <= start) low = middle + 1;
    else high = middle;
  }
  return (cuts[low] ?? end) < end;
};

/**
 * Reads a pool's splits of [from, to) in the fewest and largest pieces that are stored and that no cut divides: months, then
 * days, hours, and buckets at the edges and for what is not rolled up yet. Time in which the pool was not there is in no piece.
 *
 * Law: the pieces' sum is the sum of the range's buckets, whatever is rolled up and wherever the range is cut.
 *
 * @param cuts bucket edges, in order; those outside the range count for nothing.
 * @returns the pieces in order of time, none overlapping another.
 * @throws BadInputError when the range or a cut within it does not lie on bucket edges.
 * @throws NotFoundError when it cuts an hour whose buckets have expired.
 */
export const readRange = async (
  ledger: Pick<Ledger, 'readRollups' | 'readSplits'>,
  pool: Pool,
  from: Instant,
  to: Instant,
  cuts: readonly Instant[] = [],
): Promise<LedgerPiece[]> => {
  for (const edge of [from, ...cuts.filter((cut) => from < cut && cut < to), to]) {
    if (startOf('bucket', edge) === edge) continue;
    throw new BadInputError('ledger.range', `${formatInstant(edge)} is not on an edge of five minutes`);
  }
  const readGrain = async (grain: Grain, start: Instant, end: Instant): Promise<LedgerPiece[]> => {
    if (start >= end) return [];
    if (grain === 'bucket') return (await ledger.readSplits(pool, start, end)).map(fromBucket);
    const isUncut = (period: Instant) => !isCutBy(cuts, period, nextStart(grain, period));
    if (grain !== 'hour' && !startsOf(grain, start, end).some(isUncut))
      return readGrain(childOf(grain), start, end);
    // Hours that the range cuts are read too, to tell buckets that have expired from a pool that was not there.
    const first = grain === 'hour' ? startOf(grain, start) : firstStart(grain, start);
    const stored = await ledger.readRollups(pool, grain, first, end);
    const isWhole = ({ rollup }: StoredRollup) =>
      rollup.start >= start && nextStart(grain, rollup.start) <= end && isUncut(rollup.start);
    const parts: Promise<LedgerPiece[]>[] = [];
    let reached = start;
    for (const whole of stored.filter(isWhole)) {
      const { level, start: own } = whole.rollup;
      parts.push(readGrain(childOf(level), reached, own), Promise.resolve([fromRollup(whole)]));
      reached = nextStart(grain, own);
    }
    parts.push(readGrain(childOf(grain), reached, end));
    const pieces = (await Promise.all(parts)).flat();
    if (grain === 'hour')
      refuseCut(
        stored.filter((each) => !isWhole(each)).map(({ rollup }) => rollup),
        pieces,
        start,
        end,
      );
    return pieces;
  };
  return readGrain('month', from, to);
};
