import { requestMetrics } from './requestMetrics.ts';
import type { RequestSet } from './requestSets.ts';
import type { RequestBatch, RequestStream } from './requestStream.ts';

type Dimensions = Readonly<Record<string, string>>;

/** The value of each of a batch's requests under a metric, or undefined when it publishes none there. */
export const sampleOf = (name: string, batch: RequestBatch): number | undefined =>
  requestMetrics.get(name)?.(batch);

/** Whether `dimensions` has every value of `wanted`. */
export const hasValues = (dimensions: Dimensions, wanted: Dimensions): boolean =>
  Object.entries(wanted).every(([name, value]) => dimensions[name] === value);

/** The batches of a series: those of the streams under a set that have the series' dimension values. */
export function* batchesOf(
  streams: readonly RequestStream[],
  set: RequestSet,
  wanted: Dimensions,
  from: number,
  to: number,
): Generator<RequestBatch> {
  for (const stream of streams) {
    if (set.onlyPooled === true && !stream.isPooled) continue;
    const batches = set.byCopy
      ? stream.batchesByCopy(from, to, wanted.ContainerId)
      : stream.batches(from, to);
    for (const batch of batches) if (hasValues(batch.dimensions, wanted)) yield batch;
  }
}

/** When one stream's first sample of a series is; copy by copy, so that little before it is looked at. */
const findFirstIn = (stream: RequestStream, set: RequestSet, name: string, wanted: Dimensions): number => {
  const earliest = (dimensions: Dimensions, from: number, to: number): number => {
    for (const batch of batchesOf([stream], set, dimensions, from, to))
      if (sampleOf(name, batch) !== undefined) return batch.time;
    return Number.POSITIVE_INFINITY;
  };
  if (!set.byCopy) return earliest(wanted, Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY);
  let first = Number.POSITIVE_INFINITY;
  for (const { from, to, dimensions } of stream.copies(Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY)) {
    if (from >= first) break;
    if (hasValues(dimensions, wanted))
      first = Math.min(first, earliest(dimensions, from, Math.min(to, first)));
  }
  return first;
};

/** The time of a series' first sample ever; Infinity when it never has one. */
export const findFirstSample = (
  streams: readonly RequestStream[],
  set: RequestSet,
  name: string,
  wanted: Dimensions,
): number => Math.min(...streams.map((stream) => findFirstIn(stream, set, name, wanted)));

/** The dimensions and names of the series with a sample in [from, to): each once for each place it is found at. */
export function* findActive(
  stream: RequestStream,
  set: RequestSet,
  names: readonly string[],
  from: number,
  to: number,
): Generator<{ name: string; dimensions: Dimensions }> {
  if (set.onlyPooled === true && !stream.isPooled) return;
  const places = set.byCopy
    ? stream.copies(from, to).map((copy) => ({
        dimensions: copy.dimensions,
        from: Math.max(from, copy.from),
        to: Math.min(to, copy.to),
      }))
    : [{ dimensions: {}, from, to }];
  for (const place of places) {
    const missing = new Set(names);
    for (const batch of batchesOf([stream], set, place.dimensions, place.from, place.to)) {
      for (const name of missing)
        if (sampleOf(name, batch) !== undefined) {
          missing.delete(name);
          yield { name, dimensions: batch.dimensions };
        }
      if (missing.size === 0) break;
    }
  }
}
