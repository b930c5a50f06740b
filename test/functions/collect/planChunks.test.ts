import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Chunk, planChunks } from '#functions/collect/planChunks.ts';
import { floorTo, formatInstant, instant, after as later, latest } from '#shared/domain/time.ts';
import { resolutionAt } from '#shared/metrics/resolution.ts';
import { at } from '#test/builders/samples.ts';

const hour = 3_600;
const day = 86_400;

const now = at('2026-06-10T12:02:00Z');
const newest = at('2026-06-10T12:00:00Z');

/** The chunks of a pool that was last collected so long before noon. */
const plan = (dead: number, frequencies: number[] = [10]) =>
  planChunks({ from: later(newest, -dead), to: newest }, now, frequencies);

/** `06-10T10:00 to 06-10T12:00: single samples, listed`. */
const inWords = ({ from, to, resolution, grain, isListed }: Chunk): string => {
  const times = [from, to].map((time) => formatInstant(time).slice(5, 16)).join(' to ');
  const what = resolution === 1 ? 'single samples' : `sums of ${resolution} s`;
  return `${times}: ${what}${grain === 'hour' ? ' by the hour' : ''}${isListed ? ', listed' : ''}`;
};

describe('planChunks', () => {
  it('reads two hours in one go, sample by sample', () => {
    expect(plan(2 * hour).map(inWords)).toEqual(['06-10T10:00 to 06-10T12:00: single samples, listed']);
  });

  it('reads five hours in two: sums of a minute, then single samples', () => {
    expect(plan(5 * hour).map(inWords)).toEqual([
      '06-10T07:00 to 06-10T09:20: sums of 60 s, listed',
      '06-10T09:20 to 06-10T12:00: single samples, listed',
    ]);
  });

  it('reads three days day by day, each with the half hour before', () => {
    expect(plan(3 * day).map(inWords)).toEqual([
      '06-07T12:00 to 06-08T00:00: sums of 60 s, listed',
      '06-07T23:30 to 06-09T00:00: sums of 60 s, listed',
      '06-08T23:30 to 06-10T00:00: sums of 60 s, listed',
      '06-09T23:30 to 06-10T09:20: sums of 60 s, listed',
      '06-10T09:20 to 06-10T12:00: single samples, listed',
    ]);
  });

  it('enumerates series for thirteen days, and reads sums by name before', () => {
    const old = (dead: number) => plan(dead).filter(({ isListed }) => !isListed);
    expect(old(13 * day - hour)).toEqual([]);
    expect(old(14 * day).map(inWords)).toEqual([
      '05-27T12:00 to 05-28T00:00: sums of 60 s',
      '05-27T23:30 to 05-28T13:00: sums of 60 s',
    ]);
  });

  it('reads twenty days from sums of five minutes first', () => {
    const chunks = plan(20 * day);
    expect(chunks.slice(0, 2).map(inWords)).toEqual([
      '05-21T12:00 to 05-22T00:00: sums of 300 s',
      '05-21T23:30 to 05-23T00:00: sums of 300 s',
    ]);
    expect(chunks.filter(({ resolution }) => resolution === 300).at(-1)?.to).toBe(at('2026-05-26T14:00:00Z'));
    expect(chunks.find(({ resolution }) => resolution === 60)?.from).toBe(at('2026-05-26T13:30:00Z'));
  });

  it('reads seventy days from sums of an hour first, and stores hours there', () => {
    const chunks = plan(70 * day);
    expect(chunks.slice(0, 2).map(inWords)).toEqual([
      '04-01T12:00 to 04-02T00:00: sums of 3600 s by the hour',
      '04-02T00:00 to 04-03T00:00: sums of 3600 s by the hour',
    ]);
    const hours = chunks.filter(({ grain }) => grain === 'hour');
    expect(hours.at(-1)?.to).toBe(at('2026-04-08T14:00:00Z'));
    expect(hours.every(({ resolution }) => resolution === 3_600)).toBe(true);
  });

  it('leaves alone what CloudWatch has no more', () => {
    expect(plan(460 * day)[0]?.from).toBe(at('2025-03-12T14:00:00Z'));
    expect(planChunks({ from: later(now, -470 * day), to: later(now, -460 * day) }, now, [10])).toEqual([]);
  });

  it('has nothing to do for an empty range', () => {
    expect(planChunks({ from: newest, to: newest }, now, [10])).toEqual([]);
    expect(planChunks({ from: newest, to: later(newest, -300) }, now, [10])).toEqual([]);
  });

  it.each([120, 180, 240])(
    'stores hours of a publisher every %s s where sums hold no whole samples of a bucket',
    (frequency) => {
      const chunks = plan(70 * day, [frequency]);
      const bySums = (resolution: number) => chunks.filter((chunk) => chunk.resolution === resolution);
      expect(bySums(3_600).every(({ grain }) => grain === 'hour')).toBe(true);
      expect(bySums(300).every(({ grain }) => grain === 'hour')).toBe(true);
      expect(bySums(60).every(({ grain }) => grain === 'bucket')).toBe(true);
      expect(bySums(1).every(({ grain }) => grain === 'bucket')).toBe(true);
    },
  );

  it('stores hours when any of the frequencies needs them', () => {
    expect(plan(20 * day, [10, 120])[0]).toMatchObject({ resolution: 300, grain: 'hour' });
    expect(plan(20 * day, [10, 300])[0]).toMatchObject({ resolution: 300, grain: 'bucket' });
  });

  it('leaves the minutes before a whole hour alone where only hours can be stored', () => {
    const from = at('2026-04-01T11:35:00Z');
    expect(planChunks({ from, to: at('2026-04-01T14:20:00Z') }, now, [10]).map(inWords)).toEqual([
      '04-01T12:00 to 04-01T14:00: sums of 3600 s by the hour',
    ]);
    expect(planChunks({ from, to: at('2026-04-01T11:55:00Z') }, now, [10])).toEqual([]);
  });

  /** Any range that ends with the last bucket before some wall clock. */
  const anyRange = fc
    .tuple(fc.nat(3 * day), fc.oneof(fc.nat(12 * hour), fc.nat(80 * day), fc.nat(470 * day)))
    .map(([passed, dead]) => {
      const wall = later(now, passed);
      const to = floorTo(wall, 300);
      return { wall, from: later(to, -floorTo(instant(dead), 300)), to };
    });
  const anyFrequencies = fc.subarray([10, 30, 60, 120, 180, 240, 300], { minLength: 1 });

  it('covers the range without a gap, but for what is too old and hours that are not whole', () => {
    fc.assert(
      fc.property(anyRange, anyFrequencies, ({ wall, from, to }, frequencies) => {
        const chunks = planChunks({ from, to }, wall, frequencies);
        const [first] = chunks;
        const oldest = latest(from, later(wall, hour - 455 * day));
        if (first !== undefined) expect(first.from - oldest).toBeLessThan(hour);
        if (first?.grain === 'bucket' && oldest === from) expect(first.from).toBe(from);
        chunks.slice(1).forEach((chunk, index) => {
          const before = chunks[index]?.to ?? from;
          expect(chunk.from).toBeLessThanOrEqual(before);
          expect(chunk.to).toBeGreaterThan(before);
        });
        const end = chunks.at(-1);
        if (end?.grain === 'bucket') expect(end.to).toBe(to);
        else expect(to - (end?.to ?? from)).toBeLessThan(2 * hour);
      }),
    );
  });

  it('ends on edges of what is stored, a day and its overlap apart at most, with nothing finer than there is', () => {
    fc.assert(
      fc.property(anyRange, anyFrequencies, ({ wall, ...range }, frequencies) => {
        for (const { from, to, grain, resolution } of planChunks(range, wall, frequencies)) {
          const edge = grain === 'hour' ? hour : 300;
          expect([from % edge, to % edge]).toEqual([0, 0]);
          expect(from).toBeGreaterThanOrEqual(range.from);
          expect(to - from).toBeLessThanOrEqual(grain === 'hour' ? day : day + 1_800);
          expect(resolutionAt(from, wall)).toBeLessThanOrEqual(resolution);
          if (grain === 'bucket') expect(resolution).toBeLessThan(hour);
        }
      }),
    );
  });
});
