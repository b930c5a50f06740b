import { afterEach, describe, expect, it } from 'vitest';
import { floorTo, type Instant, instant, after as moved } from '#shared/domain/time.ts';
import { instanceMetric, type Metric, reservationMetric } from '#shared/metrics/metric.ts';
import type { CountRange } from '#shared/metrics/readCounts.ts';
import { second } from '#test/builders/world.ts';
import { createWorld } from '#test/simulation/createWorld.ts';
import { createRandom } from '#test/simulation/random.ts';
import { chooseSpan } from '#test/simulation/world/chooseSpan.ts';
import { chatWorld } from './chatWorld.ts';
import { type Metrics, type MetricsBackend, metricsBackends } from './metricsBackends.ts';

const time = (seconds: number): Instant => instant(second(seconds));

const day = 86_400;

const instanceOf = (InstanceId: string): Metric => ({
  ...instanceMetric,
  dimensions: { EndpointName: 'chat', VariantName: 'AllTraffic', InstanceId },
});

const rangeOf = (from: number, to: number, period: number): CountRange => ({
  from: time(from),
  to: time(to),
  period,
});

let opened: MetricsBackend[] = [];
afterEach(async () => {
  for (const backend of opened) await backend.close();
  opened = [];
});

describe.each(metricsBackends)('CloudWatch by %s', (_, open) => {
  const at = async (now: number, listingLagSeconds = 0): Promise<Metrics> => {
    const backend = await open(chatWorld, time(now), listingLagSeconds);
    opened.push(backend);
    return backend.metrics;
  };
  const namesIn = async (metrics: Metrics, since: number, now: number) => {
    const listed = await metrics.listSeries('chat', time(since), time(now));
    return {
      instances: listed?.instances.map(({ instance }) => instance).toSorted(),
      holdings: listed?.holdings
        .map(({ component, instance, accelerator }) => `${component} ${instance} ${accelerator}`)
        .toSorted(),
    };
  };

  it('lists an endpoint’s instances and held accelerators one by one, whatever their dimension is called', async () => {
    expect(await namesIn(await at(3_000), 2_700, 3_000)).toEqual({
      instances: ['i-old', 'i-one'],
      holdings: ['a i-old gpu_0', 'a i-one gpu_0', 'b i-old gpu_2', 'b i-old gpu_3'],
    });
  });

  it('lists a series some time after its first sample', async () => {
    expect((await namesIn(await at(900, 900), 600, 900)).instances).toEqual([]);
    expect((await namesIn(await at(990, 900), 600, 990)).instances).toEqual(['i-old']);
  });

  it('forgets a series three hours after its last sample when the last hours are asked for, else two weeks', async () => {
    const late = 2_100 + 4 * 3_600;
    expect((await namesIn(await at(late), late - 600, late)).instances).toEqual(['i-late', 'i-one']);
    expect((await namesIn(await at(late), 0, late)).instances).toEqual(['i-late', 'i-old', 'i-one']);
    const weeks = 15 * day;
    expect((await namesIn(await at(weeks), 0, weeks)).instances).toEqual(['i-late']);
  });

  it('counts the samples of each period, as far as they are there', async () => {
    const metrics = await at(2_400);
    const read = await metrics.readCounts([instanceOf('i-old'), instanceOf('i-none')], rangeOf(0, 600, 300));
    expect(read).toEqual([
      [23, 30],
      [0, 0],
    ]);
    expect(await metrics.readCounts([instanceOf('i-old')], rangeOf(50, 90, 10))).toEqual([[0, 0, 1, 1]]);
    expect(await metrics.readCounts([instanceOf('i-one')], rangeOf(2_100, 2_700, 300))).toEqual([[5, 0]]);
  });

  it('has no sums finer than a minute when they begin more than three hours ago, not even of what is younger', async () => {
    const now = 4 * 3_600;
    const metrics = await at(now);
    expect(await metrics.readCounts([instanceOf('i-late')], rangeOf(7_260, 7_320, 10))).toEqual([
      [0, 1, 1, 1, 1, 1],
    ]);
    expect(await metrics.readCounts([instanceOf('i-old')], rangeOf(60, 120, 10))).toEqual([
      [0, 0, 0, 0, 0, 0],
    ]);
    expect(await metrics.readCounts([instanceOf('i-old')], rangeOf(60, 120, 60))).toEqual([[5]]);
  });

  it('has sums of five minutes after 15 days and of an hour after 63', async () => {
    const old = [instanceOf('i-old')];
    const after16Days = await at(16 * day);
    expect(await after16Days.readCounts(old, rangeOf(0, 300, 60))).toEqual([[0, 0, 0, 0, 0]]);
    expect(await after16Days.readCounts(old, rangeOf(0, 600, 300))).toEqual([[23, 30]]);
    const after64Days = await at(64 * day);
    expect(await after64Days.readCounts(old, rangeOf(0, 600, 300))).toEqual([[0, 0]]);
    expect(await after64Days.readCounts(old, rangeOf(0, 3_600, 3_600))).toEqual([[203]]);
  });

  it('adds up a statistic other than the number of samples', async () => {
    const reserved = {
      ...reservationMetric,
      dimensions: instanceOf('i-old').dimensions,
      statistic: 'Sum',
    } as const;
    const read = await (await at(600)).readCounts([reserved], rangeOf(300, 360, 60));
    // Three of four accelerators, six samples.
    expect(read).toEqual([[450]]);
  });
});

describe.each(metricsBackends)('values of CloudWatch by %s', (_, open) => {
  const at = async (now: number): Promise<Metrics> => {
    const backend = await open(chatWorld, time(now));
    opened.push(backend);
    return backend.metrics;
  };
  const reserved = { ...reservationMetric, dimensions: instanceOf('i-old').dimensions };

  it('have nothing where there is no sample, and no 0', async () => {
    const metrics = await at(600);
    const asked = { ...reserved, statistic: 'Average' } as const;
    // From 1:40 on two components hold three of four accelerators.
    expect(await metrics.readValues([asked], rangeOf(80, 120, 10))).toEqual([[undefined, undefined, 75, 75]]);
  });

  it('are of the statistic that is asked for, side by side', async () => {
    const metrics = await at(600);
    const asked = (['Average', 'Sum', 'Maximum', 'p99'] as const).map((statistic) => ({
      ...reserved,
      statistic,
    }));
    expect(await metrics.readValues(asked, rangeOf(0, 120, 120))).toEqual([[75], [150], [75], [75]]);
  });

  it('have nothing of an unknown metric, and nothing of what is yet to come', async () => {
    const metrics = await at(150);
    const asked = { ...reserved, statistic: 'Maximum' } as const;
    const unknown = { ...asked, name: 'ConcurrentRequestsPerCopy' };
    expect(await metrics.readValues([asked, unknown], rangeOf(120, 180, 10))).toEqual([
      [75, 75, 75, undefined, undefined, undefined],
      new Array(6).fill(undefined),
    ]);
  });

  it('go by CloudWatch’s tiers', async () => {
    const metrics = await at(4 * 3_600);
    const asked = { ...reserved, statistic: 'Average' } as const;
    expect(await metrics.readValues([asked], rangeOf(120, 180, 10))).toEqual([new Array(6).fill(undefined)]);
    expect(await metrics.readValues([asked], rangeOf(120, 180, 60))).toEqual([[75]]);
  });
});

describe('the fake of CloudWatch', () => {
  it.each([1, 2, 3, 4])('says of world %i what the stand-in says', async (seed) => {
    const random = createRandom(seed);
    const span = chooseSpan(random);
    const world = createWorld(span, random, { canLose: true });
    const now = floorTo(instant(random.whole(span.firstEventAt, span.end)), 60);
    const all = await Promise.all(
      metricsBackends.map(async ([, open]) => {
        const backend = await open(world, now, 300);
        opened.push(backend);
        const answers = [];
        for (const endpoint of new Set(world.endpoints.map((each) => each.endpoint))) {
          const listed = await backend.metrics.listSeries(endpoint, moved(now, -3_600), now);
          const series = [...(listed?.instances ?? []), ...(listed?.holdings ?? [])]
            .map(({ metric }) => metric)
            .toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
          const from = floorTo(moved(now, -3_600), 300);
          const range = { from, to: moved(from, 3_600), period: 300 };
          answers.push({ series, counts: await backend.metrics.readCounts(series, range) });
        }
        return answers;
      }),
    );
    expect(all[0]).toEqual(all[1]);
  });
});
