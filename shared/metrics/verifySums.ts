import { after, floorTo, type Instant } from '#shared/domain/time.ts';
import type { Metric } from './metric.ts';
import type { ReadCounts } from './readCounts.ts';
import { listedSince } from './resolution.ts';
import type { EndpointSeries } from './series.ts';

const hour = 3_600;
const day = 86_400;

/** Samples of some series by hour. */
type ByHour = readonly (readonly number[])[];

const sumAt = (series: ByHour, at: number): number =>
  series.reduce((sum, hours) => sum + (hours[at] ?? 0), 0);

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
  const all = [...singles.instances, ...singles.holdings, ...sums.instances, ...sums.holdings];
  const metrics = all.map(({ metric }) => metric);
  const counts = await readCounts(metrics, { from, to, period: hour });
  if (counts.includes(undefined)) return false;
  const known = new Map(metrics.map((metric, index) => [metric, counts[index] ?? []]));
  const byHour = (series: readonly { metric: Metric }[]): ByHour =>
    series.map(({ metric }) => known.get(metric) ?? []);
  const instances = { own: byHour(singles.instances), sum: byHour(sums.instances) };
  const components = sums.holdings.map((sum) => {
    const own = singles.holdings.filter(({ component }) => component === sum.component);
    return { own: byHour(own), sum: byHour([sum]) };
  });
  const days = Array.from({ length: (to - from) / day }, (_, index) =>
    Array.from({ length: 24 }, (__, at) => index * 24 + at),
  );
  const newest = days.findLast((hours) =>
    [instances.own, instances.sum].every((series) => hours.some((at) => sumAt(series, at) > 0)),
  );
  return (
    newest?.every((at) =>
      [instances, ...components].every(({ own, sum }) => sumAt(own, at) === sumAt(sum, at)),
    ) ?? false
  );
};
