import { describe, expect, it } from 'vitest';
import type { Amount } from '#shared/domain/amount.ts';
import type { Described } from '#shared/domain/bucket.ts';
import { type DividedCell, type Division, divideBucket } from '#shared/domain/divideBucket.ts';
import { formatDollars } from '#shared/domain/money.ts';
import { bucketAt } from '#shared/domain/slots.ts';
import { formatInstant } from '#shared/domain/time.ts';
import { amountOf, rowOf } from '#test/builders/bucket.ts';
import { type Built, builtBucketOf, builtStart } from '#test/builders/builtBucket.ts';
import { idleFactsOf } from '#test/builders/idleFacts.ts';
import { ruleOf, sharesOf } from '#test/builders/owners.ts';
import { at, samplesOf } from '#test/builders/samples.ts';
import { gpus } from '#test/builders/unit.ts';

const by = (changes: Partial<Division>): Division => ({
  stepSeconds: undefined,
  byInstance: false,
  byCopy: false,
  ...changes,
});
const byInstance = by({ byInstance: true });
const byCopy = by({ byInstance: true, byCopy: true });
const every = (stepSeconds: Division['stepSeconds'], changes: Partial<Division> = {}) =>
  by({ stepSeconds, ...changes });

/** What a cell has, by row: `{ 'a red': 300, 'idle stranded 2': 300 }`. */
const rowsOf = ({ allocated, idle, unknown }: DividedCell): Record<string, number> => {
  const named = (row: Amount, ...names: (string | number | undefined)[]): [string, number] => [
    names.filter((name) => name !== undefined).join(' '),
    row.unitSeconds,
  ];
  return Object.fromEntries([
    ...allocated.map((row) => named(row, row.component, row.team)),
    ...idle.map((row) => named(row, 'idle', row.reason, row.blocker)),
    ...unknown.map((row) => named(row, 'unknown', row.reason)),
  ]);
};

/** Rows by cell: `{ 'i-1 c-1': { a: 300 } }`, what has no place as `-`; by step with its minute and second before it. */
const divide = (given: Built, division: Division): Record<string, Record<string, number>> => {
  const { bucket, surroundings } = builtBucketOf(given);
  const cells = divideBucket(bucket, surroundings, division);
  return Object.fromEntries(
    cells.map((cell) => {
      const place = [cell.instance, cell.copy].filter((name) => name !== undefined).join(' ') || '-';
      const time = formatInstant(cell.start).slice(14, 19);
      return [division.stepSeconds === undefined ? place : `${time} ${place}`, rowsOf(cell)];
    }),
  );
};

const full = '1*30';
const gpuNames = ['gpu_0', 'gpu_1', 'gpu_2', 'gpu_3'];

/** So many accelerators of one container, the first ones of the instance. */
const copyOf = (accelerators: number, holding: NonNullable<Parameters<typeof samplesOf>[0]['holdings']>[0]) =>
  gpuNames.slice(0, accelerators).map((accelerator) => ({ ...holding, accelerator }));

describe('divideBucket, by instance', () => {
  it('tells the free GPUs of two instances apart, each with its reason', () => {
    const samples = samplesOf({
      instances: { 'i-1': full, 'i-2': full },
      holdings: [
        ...copyOf(3, { counts: full }),
        ...copyOf(1, { instance: 'i-2', container: 'c-2', counts: full }),
      ],
    });
    expect(divide({ samples: [samples], idleFacts: { smallestCopy: 2 } }, byInstance)).toEqual({
      'i-1': { a: 900, 'idle stranded 2': 300 },
      'i-2': { a: 300, 'idle unplaced': 900 },
    });
  });

  it('gives each part its cost, its use and its part of the invocations', () => {
    const load = (sum: number) => ({ samples: 30, sum });
    const samples = samplesOf({
      instances: { 'i-1': full, 'i-2': full },
      holdings: [
        ...copyOf(3, { counts: full, load: load(300_000) }),
        { instance: 'i-2', container: 'c-2', counts: full, load: load(60_000) },
      ],
    });
    const { bucket, surroundings } = builtBucketOf({ samples: [samples], invocations: { a: 40 } });
    const cells = divideBucket(bucket, surroundings, byInstance);
    const held = { component: 'a', model: 'a-model', team: undefined, unmeasured: 0, uncounted: 0 };
    expect(cells.map(({ allocated }) => allocated)).toEqual([
      [rowOf({ ...held, ...amountOf(900), used: 900_000, invocations: 30 })],
      [rowOf({ ...held, ...amountOf(300), used: 60_000, invocations: 10 })],
    ]);
    const [first] = cells.flatMap(({ idle }) => idle);
    // 300 s of one of four GPUs at 5.752 dollars an hour.
    expect(first?.cost && formatDollars(first.cost)).toBe('0.119833333');
  });

  it('keeps what is scaled down on the instance where more was counted than there is', () => {
    const samples = samplesOf({
      publishFrequency: 300,
      instances: { 'i-1': '1', 'i-2': '1' },
      holdings: ['a', 'b', 'c', 'c'].map((component, index) => ({
        component,
        instance: index === 3 ? 'i-2' : 'i-1',
        container: `c-${index}`,
        counts: '1',
      })),
    });
    const { bucket, surroundings } = builtBucketOf({ samples: [samples], unit: gpus(2) });
    expect(bucket.overcounted).toBe(true);
    expect(divideBucket(bucket, surroundings, byInstance).map(rowsOf)).toEqual([
      { a: 200, b: 200, c: 200 },
      { c: 300, 'idle unplaced': 300 },
    ]);
  });

  it('divides whole instances among no copies', () => {
    const samples = samplesOf({ instances: { 'i-1': full, 'i-2': '...............111111111111111' } });
    const given = { samples: [samples], holder: '', unit: gpus(1) };
    expect(divide(given, byCopy)).toEqual({ 'i-1': { '': 300 }, 'i-2': { '': 150 } });
    expect(divide(given, every(150))).toEqual({ '05:00 -': { '': 150 }, '07:30 -': { '': 300 } });
  });

  it('keeps a copy that moved in the midst of the bucket on each of its instances', () => {
    const samples = samplesOf({
      instances: { 'i-1': full, 'i-2': full },
      holdings: [
        { counts: '111111111111111...............' },
        { instance: 'i-2', container: 'c-2', counts: '...............111111111111111' },
      ],
    });
    expect(divide({ samples: [samples] }, byInstance)).toEqual({
      'i-1': { a: 150, 'idle empty': 600, 'idle unplaced': 450 },
      'i-2': { a: 150, 'idle empty': 600, 'idle unplaced': 450 },
    });
    expect(divide({ samples: [samples] }, every(150, { byInstance: true }))).toEqual({
      '05:00 i-1': { a: 150, 'idle unplaced': 450 },
      '05:00 i-2': { 'idle empty': 600 },
      '07:30 i-1': { 'idle empty': 600 },
      '07:30 i-2': { a: 150, 'idle unplaced': 450 },
    });
  });
});

describe('divideBucket, by copy', () => {
  const samples = samplesOf({
    instances: { 'i-1': full },
    holdings: [
      ...copyOf(2, { counts: full }),
      { container: 'c-2', accelerator: 'gpu_2', counts: '111111111111111...............' },
    ],
  });

  it('gives each copy what it holds, and its instance what no copy holds', () => {
    expect(divide({ samples: [samples] }, byCopy)).toEqual({
      'i-1 c-1': { a: 600 },
      'i-1 c-2': { a: 150 },
      'i-1': { 'idle unplaced': 450 },
    });
    expect(divide({ samples: [samples] }, by({ byCopy: true }))).toEqual({
      'i-1 c-1': { a: 600 },
      'i-1 c-2': { a: 150 },
      '-': { 'idle unplaced': 450 },
    });
  });

  it('gives an adapter its part of the copies of its base', () => {
    const given = { adapters: { a: ['lora'] }, invocations: { a: 10, lora: 20 } };
    expect(divide({ samples: [samples], ...given }, byCopy)).toEqual({
      'i-1 c-1': { a: 200, lora: 400 },
      'i-1 c-2': { a: 50, lora: 100 },
      'i-1': { 'idle unplaced': 450 },
    });
  });

  it('gives each of several owners its part of each copy', () => {
    const owners = [ruleOf('a', sharesOf({ red: 60, blue: 40 }))];
    expect(divide({ samples: [samples], owners }, byCopy)).toEqual({
      'i-1 c-1': { 'a blue': 240, 'a red': 360 },
      'i-1 c-2': { 'a blue': 60, 'a red': 90 },
      'i-1': { 'idle unplaced': 450 },
    });
  });

  it('divides a part of a vCPU as it does a GPU', () => {
    const instances = { 'i-1': full };
    const copies = ['c-1', 'c-2'].map((container) => ({ container, accelerator: '*', counts: full }));
    const own = samplesOf({ instances, holdings: copies.map((copy) => ({ ...copy, units: 1_500 })) });
    const unit = { kind: 'vcpu' as const, perInstance: 4_000 };
    expect(divide({ samples: [own], unit }, every(150, { byCopy: true }))).toEqual({
      '05:00 i-1 c-1': { a: 225_000 },
      '05:00 i-1 c-2': { a: 225_000 },
      '05:00 -': { 'idle unplaced': 150_000 },
      '07:30 i-1 c-1': { a: 225_000 },
      '07:30 i-1 c-2': { a: 225_000 },
      '07:30 -': { 'idle unplaced': 150_000 },
    });
  });

  it('knows no place of what is read by sums', () => {
    const sums = samplesOf({
      kind: 'summed',
      publishFrequency: 60,
      instances: { 'ml.g6.12xlarge': '12221' },
      holdings: [{ counts: '14442' }],
    });
    expect(divide({ samples: [sums] }, byCopy)).toEqual({ '-': { a: 900, 'idle unplaced': 1_020 } });
    expect(divide({ samples: [sums] }, { ...byCopy, stepSeconds: 60 })).toEqual({
      '05:00 -': { a: 60, 'idle unplaced': 180 },
      '06:00 -': { a: 240, 'idle unplaced': 240 },
      '07:00 -': { a: 240, 'idle unplaced': 240 },
      '08:00 -': { a: 240, 'idle unplaced': 240 },
      '09:00 -': { a: 120, 'idle unplaced': 120 },
    });
  });

  it('knows no place of what was called and held nothing', () => {
    expect(divide({ samples: [samples], invocations: { gone: 3 } }, byCopy)['-']).toEqual({ gone: 0 });
    const steps = divide({ samples: [samples], invocations: { gone: 3 } }, { ...byCopy, stepSeconds: 60 });
    const times = Object.entries(steps).filter(([, rows]) => 'gone' in rows);
    expect(times.map(([time]) => time)).toEqual(['06:00 -', '08:00 -', '09:00 -']);
  });
});

describe('divideBucket, by step', () => {
  it('has one publish interval in several steps', () => {
    const samples = samplesOf({
      publishFrequency: 60,
      instances: { 'i-1': '11111' },
      holdings: [{ counts: '.1111' }],
    });
    const steps = divide({ samples: [samples] }, every(10));
    expect(Object.keys(steps)).toHaveLength(30);
    expect(steps['05:50 -']).toEqual({ 'idle empty': 40 });
    expect(steps['06:00 -']).toEqual({ a: 10, 'idle unplaced': 30 });
  });

  it('has the part of an interval that reaches in from before', () => {
    // 00:04 to 00:06, 00:06 to 00:08, 00:08 to 00:10.
    const samples = samplesOf({
      publishFrequency: 120,
      instances: { 'i-1': '111' },
      holdings: [{ counts: '1.1' }],
    });
    expect(divide({ samples: [samples] }, every(60))).toMatchObject({
      '05:00 -': { a: 60, 'idle unplaced': 180 },
      '06:00 -': { 'unknown hole': 60, 'idle unplaced': 180 },
      '07:00 -': { 'unknown hole': 60, 'idle unplaced': 180 },
      '08:00 -': { a: 60, 'idle unplaced': 180 },
    });
  });

  it('has a hole where and when it is', () => {
    const samples = samplesOf({
      instances: { 'i-1': full, 'i-2': '1111111111..111111111111111111' },
      holdings: [{ counts: '11111111111111..11111111111111' }],
    });
    expect(divide({ samples: [samples] }, every(100, { byInstance: true }))).toEqual({
      '05:00 i-1': { a: 100, 'idle unplaced': 300 },
      '05:00 i-2': { 'idle empty': 400 },
      '06:40 i-1': { a: 80, 'idle unplaced': 300, 'unknown hole': 20 },
      '06:40 i-2': { 'idle empty': 320, 'unknown hole': 80 },
      '08:20 i-1': { a: 100, 'idle unplaced': 300 },
      '08:20 i-2': { 'idle empty': 400 },
    });
  });

  it('keeps three owners of one GPU within its ten seconds a step', () => {
    const samples = samplesOf({ instances: { 'i-1': full }, holdings: [{ counts: full }] });
    const owners = [ruleOf('a', sharesOf({ red: 1, blue: 1, green: 1 }))];
    const steps = divide({ samples: [samples], owners, unit: gpus(1) }, every(10));
    expect(Object.values(steps).slice(0, 4)).toEqual([
      { 'a blue': 3, 'a green': 4, 'a red': 3 },
      { 'a blue': 4, 'a green': 3, 'a red': 3 },
      { 'a blue': 3, 'a green': 3, 'a red': 4 },
      { 'a blue': 3, 'a green': 4, 'a red': 3 },
    ]);
    const sums = Object.values(steps).map((rows) => Object.values(rows).reduce((a, b) => a + b, 0));
    expect(sums).toEqual(new Array(30).fill(10));
  });

  it('weighs what was counted more than once in a minute by what there is of that minute', () => {
    const samples = samplesOf({
      publishFrequency: 60,
      instances: { 'i-1': '11111' },
      holdings: [{ counts: '11111' }, { component: 'b', container: 'c-2', counts: '11...' }],
    });
    // 300 and 120 s counted of 300: 214 and 86; in the first two minutes half of each, so 30 of 240 s for a.
    expect(divide({ samples: [samples], unit: gpus(1) }, every(60))).toEqual({
      '05:00 -': { a: 27, b: 43 },
      '06:00 -': { a: 27, b: 43 },
      '07:00 -': { a: 53 },
      '08:00 -': { a: 54 },
      '09:00 -': { a: 53 },
    });
  });

  it('divides a coarser count evenly within itself', () => {
    const samples = samplesOf({
      instances: { 'i-1': [6, 6, 6, 6, 6] },
      holdings: [{ counts: [0, 0, 3, 6, 6] }],
    });
    const steps = divide({ samples: [samples], unit: gpus(1) }, every(30));
    expect(steps['06:30 -']).toEqual({ 'idle empty': 30 });
    expect(steps['07:00 -']).toEqual({ a: 15, 'idle unplaced': 15 });
    expect(steps['07:30 -']).toEqual({ a: 15, 'idle unplaced': 15 });
    expect(steps['08:00 -']).toEqual({ a: 30 });
  });

  it('spreads few invocations over the time that was held', () => {
    const samples = samplesOf({
      instances: { 'i-1': full },
      holdings: [{ counts: '...............111111111111111' }],
    });
    const { bucket, surroundings } = builtBucketOf({ samples: [samples], invocations: { a: 3 } });
    const called = divideBucket(bucket, surroundings, every(10)).filter(
      ({ allocated }) => (allocated[0]?.invocations ?? 0) > 0,
    );
    expect(called.map(({ start }) => formatInstant(start).slice(14, 19))).toEqual([
      '07:50',
      '08:40',
      '09:30',
    ]);
  });
});

describe('divideBucket, of what no sample tells', () => {
  const described = (instances: number, units: Record<string, number> = {}): Described => ({
    instances,
    units: new Map(Object.entries(units)),
  });

  it('has no place of an instance that was only described, and the time in which nothing was seen of it', () => {
    const samples = samplesOf({ instances: { 'i-1': '...............111111111111111' } });
    expect(divide({ samples: [samples], described: described(1) }, every(150, { byInstance: true }))).toEqual(
      {
        '05:00 -': { 'unknown unsampled': 600 },
        '07:30 i-1': { 'idle empty': 600 },
      },
    );
  });

  it('takes a copy that was only described from what is idle while nothing was seen of it', () => {
    const samples = samplesOf({
      instances: { 'i-1': full },
      holdings: [{ counts: '...............111111111111111' }],
    });
    expect(divide({ samples: [samples], described: described(1, { a: 1 }) }, every(150))).toEqual({
      '05:00 -': { 'idle empty': 514, 'unknown unsampled': 150 },
      '07:30 -': { a: 150, 'idle unplaced': 386 },
    });
  });

  it('leaves as much idle in each step as a copy that was only described leaves there', () => {
    const samples = samplesOf({
      instances: { 'i-1': full },
      holdings: [
        { counts: '...............111111111111111' },
        { component: 'b', container: 'c-2', accelerator: 'gpu_1', counts: full },
      ],
    });
    expect(divide({ samples: [samples], described: described(1, { a: 1, b: 1 }) }, every(150))).toEqual({
      '05:00 -': { b: 150, 'idle unplaced': 300, 'unknown unsampled': 150 },
      '07:30 -': { a: 150, b: 150, 'idle unplaced': 300 },
    });
  });

  it('divides what was declared evenly, without a place', () => {
    const given = { samples: [], described: described(1, { a: 3 }), isDeclared: true };
    const steps = divide(given, { ...byCopy, stepSeconds: 100 });
    expect(steps).toEqual({
      '05:00 -': { a: 300, 'idle unplaced': 100 },
      '06:40 -': { a: 300, 'idle unplaced': 100 },
      '08:20 -': { a: 300, 'idle unplaced': 100 },
    });
  });

  const before = {
    ...bucketAt(at('2026-01-01T00:00:00Z')),
    samples: [samplesOf({ instances: { 'i-1': full } })],
  };
  const after = { ...before, ...bucketAt(at('2026-01-01T00:10:00Z')) };

  it('finds what could not be read where a hole is by now', () => {
    const { bucket, surroundings } = builtBucketOf({ samples: [], neighbours: [before, after] });
    const unread = bucket.unknown.map((row) => ({ ...row, reason: 'unread' as const }));
    const cells = divideBucket({ ...bucket, unknown: unread }, surroundings, byInstance);
    expect(cells.map((cell) => [cell.instance, rowsOf(cell)])).toEqual([
      ['i-1', { 'unknown unread': 1_200 }],
    ]);
  });

  it('finds what is idle also where another reason is known by now', () => {
    const instances = { 'i-1': full, 'i-2': full, 'i-3': full };
    const samples = samplesOf({ instances, holdings: [{ counts: full }] });
    const { bucket, surroundings } = builtBucketOf({ samples: [samples], idleFacts: { smallestCopy: 4 } });
    const deploying = [{ from: builtStart, to: undefined }];
    const given = { ...surroundings, idleFacts: idleFactsOf({ deploying }) };
    const unplaced = divideBucket(bucket, { ...surroundings, idleFacts: idleFactsOf() }, byInstance);
    for (const cells of [unplaced, divideBucket(bucket, given, byInstance)]) {
      expect(cells.map((cell) => [cell.instance, rowsOf(cell)])).toEqual([
        ['i-1', { a: 300, 'idle stranded 4': 900 }],
        ['i-2', { 'idle empty': 1_200 }],
        ['i-3', { 'idle empty': 1_200 }],
      ]);
    }
  });

  it('gives what is stored of one reason and shown of another a part of each place', () => {
    const samples = samplesOf({ instances: { 'i-1': full, 'i-2': '...............111111111111111' } });
    const { bucket, surroundings } = builtBucketOf({ samples: [samples] });
    const [row] = bucket.idle;
    const idle =
      row === undefined
        ? []
        : [
            { ...row, ...amountOf(600) },
            { ...row, ...amountOf(1_200), reason: 'starting' as const },
          ];
    const cells = divideBucket({ ...bucket, idle }, surroundings, byInstance);
    expect(cells.map((cell) => [cell.instance, rowsOf(cell)])).toEqual([
      ['i-1', { 'idle empty': 400, 'idle starting': 800 }],
      ['i-2', { 'idle empty': 200, 'idle starting': 400 }],
    ]);
  });

  it('has no place of what is more than the samples show', () => {
    const { bucket, surroundings } = builtBucketOf({ samples: [], neighbours: [before, after] });
    const [row] = bucket.unknown;
    const unknown = row === undefined ? [] : [{ ...row, ...amountOf(1_800) }];
    const cells = divideBucket({ ...bucket, unknown }, surroundings, byInstance);
    expect(cells.map((cell) => [cell.instance, rowsOf(cell)])).toEqual([
      ['i-1', { 'unknown hole': 1_200 }],
      [undefined, { 'unknown hole': 600 }],
    ]);
  });

  it('lends one reason no more than what is left of another', () => {
    const samples = samplesOf({ instances: { 'i-1': full, 'i-2': '...............111111111111111' } });
    const idleFacts = { newFrom: at('2026-01-01T00:06:00Z') };
    const { bucket, surroundings } = builtBucketOf({ samples: [samples], idleFacts });
    // 1,200 s of i-1 are shown to be empty, 600 s of i-2 to be starting.
    const stored = { empty: 1_100, starting: 900 };
    const idle = bucket.idle.map((row) =>
      row.reason === 'empty' || row.reason === 'starting' ? { ...row, ...amountOf(stored[row.reason]) } : row,
    );
    const cells = divideBucket({ ...bucket, idle }, surroundings, byInstance);
    expect(cells.map((cell) => [cell.instance, rowsOf(cell)])).toEqual([
      ['i-1', { 'idle empty': 1_100, 'idle starting': 100 }],
      ['i-2', { 'idle starting': 600 }],
      [undefined, { 'idle starting': 200 }],
    ]);
  });

  it('keeps a hole that nothing shows any more, without a place', () => {
    const { bucket } = builtBucketOf({ samples: [], neighbours: [before, after] });
    const lives = { instances: new Map(), holdings: new Map() };
    const cells = divideBucket(bucket, { lives, idleFacts: idleFactsOf() }, byInstance);
    expect(cells.map((cell) => [cell.instance, rowsOf(cell)])).toEqual([
      [undefined, { 'unknown hole': 1_200 }],
    ]);
  });

  it('has no cell of a bucket of nothing', () => {
    const { bucket, surroundings } = builtBucketOf({ samples: [] });
    expect(bucket.start).toBe(builtStart);
    expect(divideBucket(bucket, surroundings, byInstance)).toEqual([]);
  });
});
