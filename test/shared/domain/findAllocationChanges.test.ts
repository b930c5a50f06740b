import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type AllocationChange, findAllocationChanges } from '#shared/domain/findAllocationChanges.ts';
import type { SampledPeriod } from '#shared/domain/lives.ts';
import { sampledAt } from '#shared/domain/sampledAt.ts';
import { bucketAt } from '#shared/domain/slots.ts';
import { after, formatInstant, type Instant } from '#shared/domain/time.ts';
import { at, coarsened, samplesOf } from '#test/builders/samples.ts';

const start = at('2026-01-01T00:00:00Z');
const later = (seconds: number): Instant => after(start, seconds);

/** A series by its accelerator, its slots from midnight on written as text and cut into buckets of 30. */
type Line = { component?: string; accelerator?: string; container?: string; slots: string };

const toPeriods = (lines: readonly Line[], given: { kind?: 'summed'; length?: number } = {}) => {
  const buckets = Math.ceil(Math.max(...lines.map(({ slots }) => slots.length)) / 30);
  return Array.from({ length: buckets }, (_, index): SampledPeriod => {
    const holdings = lines.flatMap(({ slots, ...names }) => {
      const counts = slots.slice(30 * index, 30 * index + 30).padEnd(30, '.');
      return /[1-9]/.test(counts) ? [{ ...names, counts }] : [];
    });
    const samples = samplesOf({ ...given, holdings });
    const read = given.length === undefined ? samples : coarsened(samples, given.length);
    return { ...bucketAt(later(300 * index)), samples: [read] };
  });
};

const tell = ({ component, at: time, within, from, to }: AllocationChange) =>
  `${formatInstant(time).slice(11, 19)} ${component} ${from}→${to} ±${within}`;

const changesOf = (periods: readonly SampledPeriod[], from = 0, to = 86_400) =>
  findAllocationChanges(periods, { from: later(from), to: later(to) });

describe('findAllocationChanges', () => {
  it('tells a scale-out and a scale-in by the slot', () => {
    const periods = toPeriods([
      { accelerator: 'gpu_0', slots: '1'.repeat(60) },
      { accelerator: 'gpu_1', slots: `..........${'1'.repeat(35)}` },
    ]);
    expect(changesOf(periods, 10).map(tell)).toEqual([
      '00:01:40 a 1→2 ±10',
      '00:07:30 a 2→1 ±10',
      '00:10:00 a 1→0 ±10',
    ]);
  });

  it('tells accelerators of one copy together, and components apart', () => {
    const periods = toPeriods([
      { accelerator: 'gpu_0', slots: `.....${'1'.repeat(25)}` },
      { accelerator: 'gpu_1', slots: `.....${'1'.repeat(25)}` },
      { accelerator: 'gpu_2', component: 'b', container: 'c-2', slots: `.....${'1'.repeat(55)}` },
    ]);
    expect(changesOf(periods).map(tell)).toEqual([
      '00:00:50 a 0→2 ±10',
      '00:00:50 b 0→1 ±10',
      '00:05:00 a 2→0 ±10',
      '00:10:00 b 1→0 ±10',
    ]);
  });

  it('takes a hole inside a series for no change, also one that covers a bucket', () => {
    const slots = `11111.....${'1'.repeat(10)}${'.'.repeat(50)}${'1'.repeat(20)}`;
    expect(changesOf(toPeriods([{ slots }]), 10).map(tell)).toEqual(['00:15:00 a 1→0 ±10']);
  });

  it('says nothing of a copy that gives its place to another in the next slot', () => {
    const periods = toPeriods([
      { container: 'c-1', slots: '1'.repeat(12) },
      { container: 'c-2', slots: `${'.'.repeat(12)}${'1'.repeat(18)}` },
    ]);
    expect(changesOf(periods, 10).map(tell)).toEqual(['00:05:00 a 1→0 ±10']);
  });

  it('marks what coarser counts show by their length', () => {
    const slots = `${'.'.repeat(9)}${'1'.repeat(51)}`;
    expect(changesOf(toPeriods([{ slots }], { length: 5 }), 10).map(tell)).toEqual([
      '00:01:00 a 0→1 ±60',
      '00:10:00 a 1→0 ±60',
    ]);
  });

  it('takes a level of a sum for one that lasts two slots', () => {
    const periods = toPeriods([{ slots: '222222124222.2223333111' }], { kind: 'summed' });
    expect(changesOf(periods, 10).map(tell)).toEqual([
      '00:02:40 a 2→3 ±10',
      '00:03:20 a 3→1 ±10',
      '00:03:50 a 1→0 ±10',
    ]);
  });

  it('counts a slot that crosses the edge of two buckets once', () => {
    // Every 120 s: 00:04 to 00:06 lies in both.
    const of = (bucket: number, counts: string) => ({
      ...bucketAt(later(bucket)),
      samples: [samplesOf({ publishFrequency: 120, holdings: [{ counts }] })],
    });
    expect(changesOf([of(0, '..1'), of(300, '11.')]).map(tell)).toEqual([
      '00:04:00 a 0→1 ±120',
      '00:08:00 a 1→0 ±120',
    ]);
  });

  it('says nothing where nobody is named', () => {
    expect(changesOf(toPeriods([{ component: '', slots: '1'.repeat(30) }]))).toEqual([]);
  });
});

/** Some series over an hour, each of one stretch with holes in it. */
const anyLine = fc
  .record({
    component: fc.constantFrom('a', 'b'),
    from: fc.nat(300),
    length: fc.integer({ min: 1, max: 200 }),
    holes: fc.array(fc.nat(200), { maxLength: 20 }),
  })
  .map(({ component, from, length, holes }) => {
    const slots = Array.from({ length }, (_, index) => (holes.includes(index) ? '.' : '1'));
    return { component, slots: `${'.'.repeat(from)}1${slots.join('')}1` };
  });
const anyLines = fc
  .array(anyLine, { minLength: 1, maxLength: 8 })
  .map((lines) => lines.map((line, index) => ({ ...line, container: `c-${index}` })));

describe('the laws of findAllocationChanges', () => {
  it('gives the last level when its changes are applied to the first', () => {
    const withoutHoles = anyLines.map((lines) =>
      lines.map((line) => ({ ...line, slots: line.slots.replace(/(?<=1.*)\.(?=.*1)/g, '1') })),
    );
    fc.assert(
      fc.property(withoutHoles, fc.nat(510), fc.nat(510), (lines, one, other) => {
        const periods = toPeriods(lines.map((line) => ({ ...line, slots: line.slots.padEnd(540, '.') })));
        const [from, to] = [Math.min(one, other), Math.max(one, other)];
        for (const component of ['a', 'b']) {
          const levelAt = (slot: number) => {
            const time = later(10 * slot);
            const period = periods.find((each) => each.start <= time && time < each.start + 300);
            return sampledAt(period?.samples ?? [], period?.start ?? start, time).units.get(component) ?? 0;
          };
          const own = changesOf(periods, 10 * from + 10, 10 * to + 10).filter(
            (change) => change.component === component,
          );
          const end = own.reduce((level, change) => {
            expect(change.from).toBe(level);
            return change.to;
          }, levelAt(from));
          expect(end).toBe(levelAt(to));
        }
      }),
    );
  });

  it('gives the same changes when a range is split anywhere', () => {
    fc.assert(
      fc.property(anyLines, fc.nat(540), (lines, split) => {
        const periods = toPeriods(lines);
        const whole = changesOf(periods, 0, 5_400);
        expect([...changesOf(periods, 0, 10 * split), ...changesOf(periods, 10 * split, 5_400)]).toEqual(
          whole,
        );
      }),
    );
  });

  it('gives the same changes when each part sees half an hour around it, and no hole is longer', () => {
    const isShort = ({ slots }: { slots: string }) => !/1\.{180,}1/.test(slots);
    fc.assert(
      fc.property(anyLines, fc.nat(18), (lines, bucket) => {
        fc.pre(lines.every(isShort));
        const periods = toPeriods(lines);
        const split = 300 * bucket;
        const around = (from: number, to: number) =>
          changesOf(
            periods.filter((each) => each.start >= later(from - 1_800) && each.start < later(to + 1_800)),
            from,
            to,
          );
        const parts = [...around(0, split), ...around(split, 5_700)];
        expect(parts).toEqual(changesOf(periods, 0, 5_700));
      }),
    );
  });

  it('does not depend on the order in which periods are given', () => {
    fc.assert(
      fc.property(anyLines, (lines) => {
        const periods = toPeriods(lines);
        expect(changesOf(periods.toReversed())).toEqual(changesOf(periods));
      }),
    );
  });
});
