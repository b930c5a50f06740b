import { type ChangedUnit, toAllocationChanged } from '#shared/bus/allocationChanged.ts';
import type { PutEvents } from '#shared/bus/createPutEvents.ts';
import { findAllocationChanges } from '#shared/domain/findAllocationChanges.ts';
import type { SampledPeriod } from '#shared/domain/lives.ts';
import { ownersOf } from '#shared/domain/ownersOf.ts';
import type { PoolState } from '#shared/domain/poolState.ts';
import { after, bucketSeconds, earliest, floorTo, type Instant, latest } from '#shared/domain/time.ts';
import { createOwnerFacts } from '#shared/fleet/ownerFacts.ts';
import { reachOf } from '#shared/metrics/resolution.ts';
import type { HeldKind } from '#shared/metrics/series.ts';
import type { PoolInput } from './poolInput.ts';

export type AnnounceDeps = {
  putEvents: PutEvents;
  /** Told of a bus that takes no events for now: its answer ends nothing. */
  onBusOutage(error: unknown): void;
};

const units: Record<HeldKind, ChangedUnit> = { accelerator: 'accelerator', copy: 'vcpu' };

/**
 * From when on changes are announced: as long as CloudWatch has every sample (2 h 45 min). What is older, found by a collector
 * that catches up, is no news, and a day of it would flood whoever listens; the ledger has it.
 */
export const newsSince = (now: Instant): Instant => reachOf(1, now, bucketSeconds);

/**
 * Sends an `AllocationChanged` for each change of a stretch that has newly settled, before it is marked as settled. The mark is
 * the one of the outbox, too: whoever crashes in between leaves it where it was, and the next run sends the same events with
 * the same ids. When late data set the mark back, what they leave as it was is sent again, and what they change under new ids.
 *
 * When the bus takes no events the mark stays for this run, as far as what lies before it is still news: buckets are written
 * and rolled up all the same, and the next run looks at the stretch again.
 *
 * @returns a function of what the ledger has of the stretch (and half an hour around it), and up to where it is settled;
 *   it gives up to where it may be marked so.
 */
export const createAnnounceChanges = (
  { recorded: { pool }, record, owners, now }: PoolInput,
  { settledThrough: marked, collectedFrom }: PoolState,
  held: HeldKind,
  { putEvents, onBusOutage }: AnnounceDeps,
): ((sampled: readonly SampledPeriod[], settledThrough: Instant) => Promise<Instant>) => {
  const describe = createOwnerFacts(record, pool.variant);
  // Nothing is known of before the first bucket: what is there as it begins did not come just then.
  const since = latest(newsSince(now), after(collectedFrom, 1));
  let announcedThrough = marked;
  let isOut = false;
  return async (sampled, settledThrough) => {
    const from = latest(announcedThrough, since);
    if (from < settledThrough && !isOut) {
      const changes = findAllocationChanges(sampled, { from, to: settledThrough });
      const events = changes.map((change) => {
        const bucket = floorTo(change.at, bucketSeconds);
        const shares = ownersOf(owners.document, describe(change.component, bucket), bucket);
        return toAllocationChanged(pool, change, units[held], shares);
      });
      try {
        await putEvents(events);
      } catch (error) {
        onBusOutage(error);
        isOut = true;
      }
    }
    if (isOut) return earliest(settledThrough, latest(announcedThrough, newsSince(now)));
    announcedThrough = settledThrough;
    return settledThrough;
  };
};
