import { describe, expect, it } from 'vitest';
import { after as later } from '#shared/domain/time.ts';
import { sumSeries } from '#shared/metrics/poolSeries.ts';
import type { EndpointSeries } from '#shared/metrics/series.ts';
import { verifySums } from '#shared/metrics/verifySums.ts';
import { poolOf } from '#test/builders/bucket.ts';
import { at } from '#test/builders/samples.ts';
import { holdingSeriesOf, instanceSeriesOf, sampledAs } from '#test/builders/series.ts';
import { countsOf, type SampledMetric } from '#test/fakes/countsOf.ts';

const now = at('2026-01-15T12:00:00Z');
const yesterday = at('2026-01-14T00:00:00Z');
const singles: EndpointSeries = {
  instances: [instanceSeriesOf('i-1'), instanceSeriesOf('i-2')],
  holdings: [
    holdingSeriesOf(),
    holdingSeriesOf({ accelerator: 'gpu_1' }),
    holdingSeriesOf({ component: 'b' }),
  ],
};
const [i1, i2] = singles.instances;
const [a0, a1, b0] = singles.holdings;
const sums = sumSeries(poolOf(), false, ['a', 'b', 'gone']);
const [instances] = sums.instances;
const [heldByA, heldByB, heldByGone] = sums.holdings;

/** A day's samples every five minutes, so many at a time, but for `fewer` of the last. */
const day = (series: typeof i1 | typeof a0, count: number, start = yesterday): SampledMetric[] =>
  series === undefined ? [] : [sampledAs(series, 300, `${count}*288`, start)];

const right = [
  ...day(i1, 1),
  ...day(i2, 1),
  ...day(a0, 1),
  ...day(a1, 1),
  ...day(b0, 1),
  ...day(instances, 2),
  ...day(heldByA, 2),
  ...day(heldByB, 1),
];
const verify = (sampled: SampledMetric[], isUnread?: Parameters<typeof countsOf>[1]) =>
  verifySums(singles, sums, now, countsOf(sampled, isUnread));

describe('verifySums', () => {
  it('is true when a whole day’s sums are those of the single series, hour by hour', async () => {
    expect(await verify(right)).toBe(true);
  });

  it('asks for whole days by the hour, as far back as single series are listed', async () => {
    const readCounts = countsOf(right);
    await verifySums(singles, sums, now, readCounts);
    expect(readCounts.calls.map(({ from, to, period }) => ({ from, to, period }))).toEqual([
      { from: at('2026-01-03T00:00:00Z'), to: at('2026-01-15T00:00:00Z'), period: 3_600 },
    ]);
  });

  it('looks at the newest day that has both', async () => {
    const dayBefore = later(yesterday, -86_400);
    const wrongThen = [...right, ...day(i1, 1, dayBefore), ...day(instances, 3, dayBefore)];
    expect(await verify(wrongThen)).toBe(true);
    const onlyThen = [...day(i1, 1, dayBefore), ...day(instances, 1, dayBefore)];
    expect(await verify(onlyThen)).toBe(true);
  });

  it.each([
    ['instances', [...right, ...day(instances, 1)]],
    ['a component', [...right, ...day(heldByB, 1)]],
    ['a component that has no single series', [...right, ...day(heldByGone, 1)]],
    ['single series', [...right, ...day(a1, 1)]],
  ])('is false when %s do not add up', async (_, sampled) => {
    expect(await verify(sampled)).toBe(false);
  });

  it('is false when the day adds up but its hours do not', async () => {
    const shifted = [...day(i1, 1), ...day(instances, 1, later(yesterday, 3_600))];
    expect(await verify(shifted)).toBe(false);
  });

  it('is false when there is no day that has both', async () => {
    expect(await verify([])).toBe(false);
    expect(await verify(day(i1, 1))).toBe(false);
    expect(await verify(day(instances, 1))).toBe(false);
    expect(
      await verify([
        ...day(i1, 1, at('2026-01-01T00:00:00Z')),
        ...day(instances, 1, at('2026-01-01T00:00:00Z')),
      ]),
    ).toBe(false);
  });

  it('is false when CloudWatch would not give any of it', async () => {
    expect(await verify(right, () => true)).toBe(false);
    expect(await verify(right, (metric) => metric === b0?.metric)).toBe(false);
    expect(await verify(right, ({ dimensions }) => dimensions.InferenceComponentName === 'b')).toBe(false);
    expect(await verify(right, ({ dimensions }) => !('ContainerId' in dimensions))).toBe(false);
  });
});
