import { after, floorTo, type Instant } from '#shared/domain/time.ts';
import type { ReadCounts } from './readCounts.ts';
import { listedSince } from './resolution.ts';
import type { EndpointSeries } from './series.ts';

const hour = 3_600;
const day = 86_400;

const sumOver = (counts: readonly (number[] | undefined)[], from: number, to: number): number | undefined =>
  counts.includes(undefined)
    ? undefined
    : counts.reduce((sum, each) => sum + (each ?? []).slice(from, to).reduce((a, b) => a + b, 0), 0);

/** The day's hours from `index` on in which singles and sums differ. */
const differs = (
  singles: readonly (number[] | undefined)[],
  sums: readonly (number[] | undefined)[],
  index: number,
): boolean =>
  Array.from({ length: 24 }, (_, at) => index * 24 + at).some(
    (at) => sumOver(singles, at, at + 1) !== sumOver(sums, at, at + 1),
  );

/**
 * Whether the sums that CloudWatch keeps of a variant are the sums of its single series, as far as can be seen: on the newest
 * whole day of which both are to be had, hour by hour, for the instances and for every component. What older sums say is
 * worth no more than that.
 * @returns false when there is no such day, or CloudWatch would not give it.
 */
export const verifySums = async (
  singles: EndpointSeries,
  sums: EndpointSeries,
  now: Instant,
  readCounts: ReadCounts,
): Promise<boolean> => {
  const to = floorTo(now, day);
  const from = floorTo(after(listedSince(now), day - 1), day);
  const parts = [singles.instances, singles.holdings, sums.instances, sums.holdings];
  const metrics = parts.flatMap((list) => list.map(({ metric }) => metric));
  const counts = await readCounts(metrics, { from, to, period: hour });
  const ends = parts.map((_, index) => parts.slice(0, index + 1).reduce((sum, list) => sum + list.length, 0));
  const [instances, holdings, instanceSums, holdingSums] = ends.map((end, index) =>
    counts.slice(index === 0 ? 0 : ends[index - 1], end),
  );
  if (!instances || !holdings || !instanceSums || !holdingSums) return false;
  for (let index = (to - from) / day - 1; index >= 0; index -= 1) {
    const [first, last] = [index * 24, index * 24 + 24];
    if (sumOver(instances, first, last) === 0 || sumOver(instanceSums, first, last) === 0) continue;
    if (differs(instances, instanceSums, index)) return false;
    return sums.holdings.every(({ component }, position) => {
      const own = holdings.filter((_, at) => singles.holdings[at]?.component === component);
      return !differs(own, holdingSums.slice(position, position + 1), index);
    });
  }
  return false;
};
