import { describe, expect, it } from 'vitest';
import { createTrace } from '#local/fleet/createTrace.ts';
import { createCostSum } from '#shared/domain/sumCosts.ts';
import { bucketSeconds, instant } from '#shared/domain/time.ts';
import { at } from '#test/builders/samples.ts';
import type { MemoryLedger } from '#test/fakes/memoryLedger.ts';
import { type Playing, playCollector } from '../functions/collect/playCollector.ts';

const start = at('2026-02-26T00:00:00Z');
const day = 86_400;

/** Steps of a day, at seconds that no minute and no ten seconds divides, each day a little later. */
const daily = (counts: readonly number[], days: number, shift: number) =>
  Array.from({ length: days }, (_, index) =>
    counts.map((count, part) => ({
      time: start + index * day + part * 10_007 + index * 13 + (part === 0 ? 0 : shift),
      count,
    })),
  ).flat();

/** A fleet over a month's end whose components and instances come and go all day; `gone` is deleted on the third day. */
const traceFor = (days: number) =>
  createTrace({
    components: ['a', 'b', 'gone'].map((component, index) => ({
      component,
      endpoint: 'ep',
      variant: 'AllTraffic',
      model: 'm',
      team: undefined,
      gpusPerCopy: index === 0 ? 2 : 1,
    })),
    instances: daily([4, 6, 3, 5, 4, 4], days, 0).map(({ time, count }) => ({
      time,
      endpoint: 'ep',
      variant: 'AllTraffic',
      instanceType: 'ml.g6.12xlarge',
      instances: count,
    })),
    copies: [
      ...daily([1, 3, 2, 1, 2, 0], days, 301).map(({ time, count }) => ({
        time,
        component: 'a',
        copies: count,
      })),
      ...daily([3, 1, 2, 4, 0, 2], days, 777).map(({ time, count }) => ({
        time,
        component: 'b',
        copies: count,
      })),
      { time: start, component: 'gone', copies: 1 },
      { time: start + 2 * day + 4_242, component: 'gone', copies: 0 },
    ],
    invocations: [],
  });

/** `component|idle|unknown seconds`, a line a row, of all that ended by then. */
const table = (ledger: MemoryLedger, until: number): string[] => {
  const sum = createCostSum();
  for (const { pool, bucket } of ledger.all())
    if (bucket.start + bucketSeconds <= until) sum.add(pool, bucket);
  return sum.summarize().rows.map(({ kind, component, gpuSeconds }) => `${component ?? kind} ${gpuSeconds}`);
};

const lived = 4 * 3_600;

/** Collects every half hour; a dead one for `dead` seconds after its first four hours. Then until all is caught up. */
const play = (dead: number, changes: Partial<Playing> = {}) => {
  const died = start + lived;
  const revived = died + dead;
  const days = Math.ceil((revived + 4 * 3_600 - start) / day);
  const until = instant(Math.floor((revived + 4 * 3_600) / 1_800) * 1_800);
  const trace = traceFor(days);
  const always = { trace, until, everySeconds: 1_800, ...changes };
  const isSkipped = (time: number) => time > died && time < revived;
  return { always, dying: { ...always, isSkipped }, settled: revived };
};

const hour = 3_600;

describe('a collector that was dead', () => {
  it.each([
    ['2 hours', 2 * hour],
    ['5 hours', 5 * hour],
    ['3 days', 3 * day],
    ['13 days', 13 * day],
  ])('for %s ends with the same as one that never died', async (_, dead) => {
    const { always, dying, settled } = play(dead);
    const expected = table(await playCollector(always), settled);
    expect(expected.some((row) => row.startsWith('unknown'))).toBe(false);
    expect(table(await playCollector(dying), settled)).toEqual(expected);
  });

  it('for 20 days ends with the same, from the sums under names that are known', async () => {
    const { always, dying, settled } = play(20 * day);
    const expected = table(await playCollector(always), settled);
    expect(table(await playCollector(dying), settled)).toEqual(expected);
  });

  it('does not take for idle what a component held whose name nobody knows any more', async () => {
    const { always, dying, settled } = play(20 * day);
    const rest = (rows: string[]) => rows.filter((row) => /^(a|b|idle) /.test(row));
    const whole = table(await playCollector(always), settled);
    expect(whole).toContain('gone 177050');
    const seen = table(await playCollector({ ...dying, unnamed: ['gone'] }), settled);
    expect(rest(seen)).toEqual(rest(whole));
    // While it was listed, and 177,050 s less that.
    expect(seen).toContain('gone 14400');
    expect(seen).toContain('unknown 162650');
  });
});
