import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Attribution, attribute } from '#shared/domain/attribute.ts';
import { type Bucket, findImbalance, type Split } from '#shared/domain/bucket.ts';
import { type DividedCell, type Division, divideBucket, divisionSteps } from '#shared/domain/divideBucket.ts';
import { addMoney } from '#shared/domain/money.ts';
import type { Samples } from '#shared/domain/samples.ts';
import { bucketAt, type Period, slotsOf } from '#shared/domain/slots.ts';
import { sumSplits } from '#shared/domain/sumSplits.ts';
import { after, type Instant } from '#shared/domain/time.ts';
import type { BucketSurroundings } from '#shared/domain/weighBucket.ts';
import { anyBucket } from '#test/builders/anyBucket.ts';
import { anyBuilt } from '#test/builders/anyBuilt.ts';
import { builtBucketOf, builtStart } from '#test/builders/builtBucket.ts';
import { idleFactsOf } from '#test/builders/idleFacts.ts';
import { at, samplesOf } from '#test/builders/samples.ts';

const anyDivision: fc.Arbitrary<Division> = fc.record({
  stepSeconds: fc.constantFrom(undefined, ...divisionSteps),
  byInstance: fc.boolean(),
  byCopy: fc.boolean(),
});

const withSomething = ({ allocated, idle, unknown }: Split) => ({
  allocated: allocated.filter(({ unitSeconds, invocations }) => unitSeconds + invocations > 0),
  idle: idle.filter(({ unitSeconds }) => unitSeconds > 0),
  unknown: unknown.filter(({ unitSeconds }) => unitSeconds > 0),
});

/** Rows that have something, added up over some splits or cells. */
const sumRows = (bucket: Bucket, of: readonly Pick<Split, 'allocated' | 'idle' | 'unknown'>[]) => {
  const splits = of.map(({ allocated, idle, unknown }): Split => ({ ...bucket, allocated, idle, unknown }));
  const [sum] = sumSplits(splits);
  return sum && withSomething(sum);
};

/** A split of just the rows that a cell has, to be judged as any split is. */
const asSplit = (bucket: Bucket, { allocated, idle, unknown }: DividedCell): Split => {
  const rows = [...allocated, ...idle, ...unknown];
  const unitSeconds = rows.reduce((sum, row) => sum + row.unitSeconds, 0);
  const cost = bucket.total.cost === undefined ? undefined : addMoney(rows.flatMap((row) => row.cost ?? []));
  return { ...bucket, unit: undefined, allocated, idle, unknown, total: { unitSeconds, cost } };
};

const expectLaws = (bucket: Bucket, surroundings: BucketSurroundings, division: Division): void => {
  const cells = divideBucket(bucket, surroundings, division);
  const nothing = { allocated: [], idle: [], unknown: [] };
  expect(sumRows(bucket, [nothing, ...cells])).toEqual(sumRows(bucket, [bucket]));
  for (const cell of cells) {
    expect(findImbalance(asSplit(bucket, cell))).toBeUndefined();
    expect(cell.allocated.length + cell.idle.length + cell.unknown.length).toBeGreaterThan(0);
    expect(cell.start).toBeGreaterThanOrEqual(bucket.start);
    expect(cell.start + cell.seconds).toBeLessThanOrEqual(bucket.start + 300);
    if (!division.byCopy) expect(cell.copy).toBeUndefined();
    if (!division.byCopy && !division.byInstance) expect(cell.instance).toBeUndefined();
  }
  const keys = cells.map(({ start, instance, copy }) => JSON.stringify([start, instance ?? 0, copy ?? 0]));
  expect(new Set(keys).size).toBe(keys.length);
};

describe('divideBucket, whatever the bucket', () => {
  it('loses and doubles nothing of any row, and makes none that cannot be', () => {
    fc.assert(
      fc.property(anyBuilt, anyDivision, (given, division) => {
        const { bucket, surroundings } = builtBucketOf(given);
        expectLaws(bucket, surroundings, division);
      }),
      { numRuns: 1_000 },
    );
  });

  it('does so where the samples no longer have much to do with what is stored', () => {
    fc.assert(
      fc.property(anyBucket(fc.constant(builtStart)), anyBuilt, anyDivision, (stored, given, division) => {
        const { bucket, surroundings } = builtBucketOf(given);
        const { samples, described } = bucket;
        expectLaws({ ...stored, samples, described }, surroundings, division);
      }),
      { numRuns: 500 },
    );
  });

  it('gives in a coarser division the sums of a finer one', () => {
    const finest: Division = { stepSeconds: 10, byInstance: true, byCopy: true };
    fc.assert(
      fc.property(anyBuilt, anyDivision, (given, division) => {
        const { bucket, surroundings } = builtBucketOf(given);
        const fine = divideBucket(bucket, surroundings, finest);
        for (const cell of divideBucket(bucket, surroundings, division)) {
          const own = fine.filter(({ start, instance, copy }) => {
            const isThen = start >= cell.start && start < cell.start + cell.seconds;
            const isCopy = !division.byCopy || copy === cell.copy;
            const hasInstance = division.byInstance || (division.byCopy && copy !== undefined);
            return (
              isThen && isCopy && (hasInstance ? instance === cell.instance : cell.instance === undefined)
            );
          });
          expect(sumRows(bucket, own)).toEqual(sumRows(bucket, [cell]));
        }
      }),
      { numRuns: 300 },
    );
  });
});

/** Two instances that live once, and on each up to four GPUs that are held for a time, all with holes; some bucket of it. */
const fleet = fc.constantFrom(10, 30, 60, 120).chain((frequency) => {
  const periods = ['2026-01-01T00:00:00Z', '2026-01-01T00:05:00Z', '2026-01-01T00:10:00Z'].map((time) => {
    const period = bucketAt(at(time));
    return { ...period, slots: slotsOf(period, frequency) };
  });
  const span = fc.tuple(fc.integer({ min: -1, max: 91 }), fc.integer({ min: -1, max: 91 }));
  const series = fc.record({ span, lost: fc.array(fc.nat(90), { maxLength: 3 }) });
  const instance = fc.record({ own: series, held: fc.array(series, { maxLength: 4 }) });
  return fc.array(instance, { minLength: 1, maxLength: 2 }).map((instances) => {
    /** By slots of ten seconds from midnight on; a slot is as its start is. */
    const isSeen = (time: number, { span: [a, b], lost }: { span: [number, number]; lost: number[] }) => {
      const place = Math.floor((time - at('2026-01-01T00:00:00Z')) / 10);
      return place >= Math.min(a, b) && place < Math.max(a, b) && !lost.includes(place);
    };
    return periods.map(({ slots, ...period }) => {
      const counts = (...all: Parameters<typeof isSeen>[1][]) =>
        slots.seconds.map((_, slot) =>
          all.every((each) => isSeen(slots.first + slot * frequency, each)) ? 1 : 0,
        );
      const samples = samplesOf({
        publishFrequency: frequency,
        instances: Object.fromEntries(instances.map(({ own }, index) => [`i-${index}`, counts(own)])),
        holdings: instances.flatMap(({ own, held }, index) =>
          held.map((each, gpu) => ({
            component: gpu === 2 ? 'b' : 'a',
            instance: `i-${index}`,
            container: `c-${gpu > 1 ? gpu : 0}`,
            accelerator: `gpu_${gpu}`,
            counts: counts(each, { ...own, lost: [] }),
          })),
        ),
      });
      return { ...period, samples: [samples] };
    });
  });
});

const toRecord = (rows: Iterable<[string, number]>): Record<string, number> => {
  const sums: Record<string, number> = {};
  for (const [name, seconds] of rows) sums[name] = (sums[name] ?? 0) + seconds;
  return sums;
};

const attributed = ({ allocated, idle, unknown }: Attribution) =>
  toRecord([
    ...allocated,
    ...idle.map(({ reason, unitSeconds }): [string, number] => [`idle ${reason}`, unitSeconds]),
    ...[...unknown].map(([reason, seconds]): [string, number] => [`unknown ${reason}`, seconds]),
  ]);

const divided = (cell: DividedCell | undefined) =>
  toRecord([
    ...(cell?.allocated ?? []).map((row): [string, number] => [row.component, row.unitSeconds]),
    ...(cell?.idle ?? []).map((row): [string, number] => [`idle ${row.reason}`, row.unitSeconds]),
    ...(cell?.unknown ?? []).map((row): [string, number] => [`unknown ${row.reason}`, row.unitSeconds]),
  ]);

/** The samples of the slots that overlap a part of a bucket. */
const within = (samples: Samples, bucket: Instant, part: Period): Samples => {
  const { first } = slotsOf(bucketAt(bucket), samples.publishFrequency);
  const own = slotsOf(part, samples.publishFrequency);
  const from = (own.first - first) / samples.publishFrequency;
  const cut = (counts: readonly number[]) => counts.slice(from, from + own.seconds.length);
  return {
    ...samples,
    instances: new Map([...samples.instances].map(([key, counts]) => [key, cut(counts)])),
    holdings: new Map(
      [...samples.holdings].map(([key, holding]) => [key, { ...holding, counts: cut(holding.counts) }]),
    ),
  };
};

const keepOf = <Value>(all: ReadonlyMap<string, Value>, isOwn: (key: string, value: Value) => boolean) =>
  new Map([...all].filter(([key, value]) => isOwn(key, value)));

describe('divideBucket, of a fleet with holes', () => {
  const idleFacts = idleFactsOf({ smallestCopy: 2, newFrom: at('2026-01-01T00:00:10Z') });
  const build = ([first, own, last]: readonly (Period & { samples: Samples[] })[]) => {
    const neighbours = [first, last].filter((each) => each !== undefined);
    return builtBucketOf({ samples: own?.samples ?? [], neighbours, idleFacts });
  };

  it('gives each ten seconds what attributing them alone gives', () => {
    fc.assert(
      fc.property(fleet, (periods) => {
        const { bucket, surroundings } = build(periods);
        const division = { stepSeconds: 10, byInstance: false, byCopy: false } as const;
        const cells = divideBucket(bucket, surroundings, division);
        for (let seconds = 0; seconds < 300; seconds += 10) {
          const period = { start: after(builtStart, seconds), seconds: 10 };
          const alone = attribute({
            ...surroundings,
            period,
            samples: bucket.samples.map((each) => within(each, builtStart, period)),
            unitsPerInstance: 4,
            publishFrequency: 60,
          });
          expect(divided(cells.find(({ start }) => start === period.start))).toEqual(attributed(alone));
        }
      }),
    );
  });

  it('gives each instance what attributing it alone gives', () => {
    fc.assert(
      fc.property(fleet, (periods) => {
        const { bucket, surroundings } = build(periods);
        const cells = divideBucket(bucket, surroundings, {
          stepSeconds: undefined,
          byInstance: true,
          byCopy: false,
        });
        for (const name of ['i-0', 'i-1']) {
          const alone = attribute({
            ...surroundings,
            lives: {
              instances: keepOf(surroundings.lives.instances, (key) => key === name),
              holdings: keepOf(surroundings.lives.holdings, (_, { instance }) => instance === name),
            },
            period: bucketAt(builtStart),
            samples: bucket.samples.map((each) => ({
              ...each,
              instances: keepOf(each.instances, (key) => key === name),
              holdings: keepOf(each.holdings, (_, { instance }) => instance === name),
            })),
            unitsPerInstance: 4,
            publishFrequency: 60,
          });
          expect(divided(cells.find(({ instance }) => instance === name))).toEqual(attributed(alone));
        }
      }),
    );
  });
});
