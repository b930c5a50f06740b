import * as z from 'zod';
import type { Pool } from '#shared/domain/bucket.ts';
import type { Detail, DetailSeries, HourCounts } from '#shared/domain/detail.ts';
import type { Instant } from '#shared/domain/time.ts';
import { deflatedJson, deflateJson } from './deflateJson.ts';
import { expiryAttribute, poolKey, timedSortKey } from './keys.ts';
import { packCounts, packedCounts, unpackCounts } from './packCounts.ts';
import { type Item, parseItem, parseStart } from './parseItem.ts';

/** Runs of equal counts from bucket to bucket: [counts, how many buckets]; 0 for buckets without the series. */
const packedRuns = z.array(z.tuple([z.union([z.literal(0), packedCounts]), z.int().positive()]));
type PackedRuns = z.infer<typeof packedRuns>;

const seriesForm = z.object({
  kind: z.enum(['single', 'summed']),
  frequency: z.int().positive(),
  instances: z.array(z.tuple([z.string(), packedRuns])),
  /** [component, instance, container, accelerator-seconds, [accelerator, runs] …] */
  copies: z.array(
    z.tuple([
      z.string(),
      z.string(),
      z.string(),
      z.int().nonnegative(),
      z.array(z.tuple([z.string(), packedRuns])),
    ]),
  ),
});
type SeriesForm = z.infer<typeof seriesForm>;

const detailItem = z.object({
  revision: z.int().nonnegative(),
  hour: deflatedJson(
    z.object({
      series: z.array(seriesForm),
      /** [component, accelerator-seconds] */
      unsampled: z.array(z.tuple([z.string(), z.int().positive()])),
    }),
  ),
});

const packRuns = (counts: HourCounts): PackedRuns => {
  const runs: PackedRuns = [];
  for (const each of counts) {
    const packed = each === undefined ? 0 : packCounts(each);
    const last = runs.at(-1);
    if (last !== undefined && JSON.stringify(last[0]) === JSON.stringify(packed)) last[1] += 1;
    else runs.push([packed, 1]);
  }
  return runs;
};

const unpackRuns = (runs: PackedRuns): HourCounts =>
  runs.flatMap(([packed, times]) => {
    const counts = packed === 0 ? undefined : unpackCounts(packed);
    return Array.from({ length: times }, () => counts);
  });

const toForm = ({ kind, publishFrequency, instances, copies }: DetailSeries): SeriesForm => ({
  kind,
  frequency: publishFrequency,
  instances: instances.map(({ instance, counts }) => [instance, packRuns(counts)]),
  copies: copies.map(({ component, instance, container, unitSeconds, accelerators }) => [
    component,
    instance,
    container,
    unitSeconds,
    accelerators.map(({ accelerator, counts }): [string, PackedRuns] => [accelerator, packRuns(counts)]),
  ]),
});

const fromForm = ({ kind, frequency, instances, copies }: SeriesForm): DetailSeries => ({
  kind,
  publishFrequency: frequency,
  instances: instances.map(([instance, runs]) => ({ instance, counts: unpackRuns(runs) })),
  copies: copies.map(([component, instance, container, unitSeconds, accelerators]) => ({
    component,
    instance,
    container,
    unitSeconds,
    accelerators: accelerators.map(([accelerator, runs]) => ({ accelerator, counts: unpackRuns(runs) })),
  })),
});

/** The one item that holds an hour in full, compressed. */
export const toDetailItem = (pool: Pool, detail: Detail, expireAt: Instant) => ({
  pk: poolKey(pool),
  sk: timedSortKey('detail', detail.hour),
  [expiryAttribute]: expireAt,
  revision: detail.revision,
  hour: deflateJson({ series: detail.series.map(toForm), unsampled: [...detail.unsampled] }),
});

/** @throws BrokenDataError naming the item's key. */
export const parseDetailItem = (item: Item): Detail => {
  const code = 'ledger.bad_detail';
  const { revision, hour } = parseItem(detailItem, item, code);
  return {
    hour: parseStart('detail', item, code),
    revision,
    series: hour.series.map(fromForm),
    unsampled: new Map(hour.unsampled),
  };
};
