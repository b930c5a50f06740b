import { describe, expect, it } from 'vitest';
import type { Trace } from '#local/fleet/trace.ts';
import type { Bucket } from '#shared/domain/bucket.ts';
import { formatDollars } from '#shared/domain/money.ts';
import { createCostSum } from '#shared/domain/sumCosts.ts';
import { formatInstant } from '#shared/domain/time.ts';
import { traceOf } from '#test/builders/fleet.ts';
import { at } from '#test/builders/samples.ts';
import type { MemoryLedger } from '#test/fakes/memoryLedger.ts';
import { type Playing, playCollector } from './playCollector.ts';

const two = at('2026-01-01T02:00:00Z');

/** `kind reason GPU-seconds dollars`, a line a row of all that is in a ledger. */
const table = (ledger: MemoryLedger): string[] => {
  const sum = createCostSum();
  for (const { pool, bucket } of ledger.all()) sum.add(pool, bucket);
  return sum.summarize().rows.map(({ kind, component, reason, blocker, unitSeconds, cost }) => {
    const name = component ?? [kind, reason, ...(blocker === undefined ? [] : [blocker])].join(' ');
    return `${name} ${unitSeconds} ${cost === undefined ? 'unpriced' : formatDollars(cost)}`;
  });
};

const play = (trace: Trace, changes: Partial<Playing> = {}) =>
  playCollector({ trace, until: two, ...changes });

describe('idle capacity, collected', () => {
  it('is empty on an endpoint on which nothing is placed, once it is no longer starting', async () => {
    const trace = traceOf({
      instances: { 'ml.g6.12xlarge': [['00:00', 1]] },
      components: { a: { gpus: 4, steps: [['00:00', 0]] } },
    });
    // Two hours at $5.752: 25 minutes of them starting.
    expect(await play(trace).then(table)).toEqual([
      'idle empty 22800 9.107333333',
      'idle starting 6000 2.396666667',
    ]);
  });

  it('is stranded where copies of three leave two of eight GPUs: a quarter of each instance', async () => {
    const trace = traceOf({
      instances: { 'ml.g6.48xlarge': [['00:00', 2]] },
      components: { a: { gpus: 3, team: 'red', steps: [['00:00', 4]] } },
    });
    // At $8 an instance-hour a GPU-hour is $1: 2 × 6 × 2 h and 2 × 2 × 2 h.
    expect(await play(trace, { nanoDollarsPerHour: 8_000_000_000n }).then(table)).toEqual([
      'a 86400 24.000000000',
      'idle stranded 3 28800 8.000000000',
    ]);
  });

  it('costs nothing while an endpoint is scaled to zero, and is starting when it comes back', async () => {
    const trace = traceOf({
      instances: {
        'ml.g6.12xlarge': [
          ['00:00', 1],
          ['00:30', 0],
          ['01:10', 1],
        ],
      },
      components: {
        a: {
          gpus: 4,
          steps: [
            ['00:00', 1],
            ['00:30', 0],
            ['01:18', 1],
          ],
        },
      },
    });
    // 30 + 42 minutes held, 8 starting; 40 minutes without an instance.
    expect(await play(trace).then(table)).toEqual(['a 17280 6.902400000', 'idle starting 1920 0.766933333']);
  });

  it('is starting on a new instance before its first copy, whenever and how often the collector runs', async () => {
    const trace = traceOf({
      instances: {
        'ml.g6.12xlarge': [
          ['00:00', 1],
          ['00:31:10', 2],
        ],
      },
      components: {
        a: {
          gpus: 4,
          steps: [
            ['00:00', 1],
            ['00:47:30', 2],
          ],
        },
      },
    });
    const expected = ['a 46200 18.454333333', 'idle starting 3920 1.565822222'];
    const reasons = (ledger: MemoryLedger) =>
      ledger
        .all()
        .map(({ bucket }) => [
          formatInstant(bucket.start),
          bucket.idle.map(({ reason, unitSeconds }) => `${reason} ${unitSeconds}`),
        ]);
    const whole = await play(trace);
    expect(table(whole)).toEqual(expected);
    for (const changes of [
      { everySeconds: 900 },
      { everySeconds: 7_200, lookBackSeconds: 9_000 },
      { everySeconds: 300, lookBackSeconds: 600 },
    ]) {
      expect(reasons(await play(trace, changes))).toEqual(reasons(whole));
    }
    expect(reasons(await play(trace, { ledger: whole }))).toEqual(reasons(await play(trace)));
  });
});

describe('what held accelerators did, collected', () => {
  const trace = traceOf({
    instances: { 'ml.g6.12xlarge': [['00:00', 1]] },
    components: {
      a: { gpus: 2, steps: [['00:00', 1]] },
      b: {
        gpus: 1,
        steps: [
          ['00:00', 1],
          ['00:12:30', 2],
        ],
      },
    },
  });
  const half = at('2026-01-01T00:30:00Z');
  const atForty = { until: half, utilisation: () => 40 };
  const mute = { until: half, utilisation: () => undefined };
  const usage = ({ allocated }: Bucket) => allocated.map(({ used, unmeasured }) => [used, unmeasured]);

  it('is seconds × utilisation, in every bucket', async () => {
    const ledger = await play(trace, atForty);
    const buckets = ledger.all().map(({ bucket }) => usage(bucket));
    const both = [
      [240_000, 0],
      [120_000, 0],
    ];
    // In the third bucket b holds 300 + 150 s, from then on 600.
    const more = [
      [240_000, 0],
      [240_000, 0],
    ];
    expect(buckets).toEqual([
      both,
      both,
      [
        [240_000, 0],
        [180_000, 0],
      ],
      more,
      more,
      more,
    ]);
  });

  it('is the same at every publish frequency', async () => {
    for (const publishFrequency of [30, 60] as const) {
      const ledger = await play(trace, { ...atForty, publishFrequency });
      const last = ledger.all().at(-1)?.bucket;
      expect(last && usage(last)).toEqual([
        [240_000, 0],
        [240_000, 0],
      ]);
    }
  });

  it('is unmeasured while CloudWatch does not say, mended by the next run, and then never lost again', async () => {
    const ledger = await play(trace, mute);
    const usages = () => ledger.all().map(({ bucket }) => usage(bucket));
    expect(usages()[0]).toEqual([
      [0, 600],
      [0, 300],
    ]);
    await play(trace, { ...atForty, ledger });
    const mended = usages();
    expect(mended[0]).toEqual([
      [240_000, 0],
      [120_000, 0],
    ]);
    await play(trace, { ...mute, ledger });
    expect(usages()).toEqual(mended);
  });

  it('settles nothing of which it is not known', async () => {
    const ledger = await play(trace, { ...mute, until: two });
    const [pool] = ledger.pools();
    const state = pool && (await ledger.readPool(pool))?.state;
    expect(state && formatInstant(state.settledThrough)).toBe('2026-01-01T00:00:00Z');
  });
});
