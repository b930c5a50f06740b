import { describe, expect, it } from 'vitest';
import { unowned } from '#shared/domain/owner.ts';
import { reownSplit } from '#shared/domain/reownSplit.ts';
import { formatInstant } from '#shared/domain/time.ts';
import { invocationsMetric } from '#shared/metrics/metric.ts';
import type { AskedMetric } from '#shared/metrics/readCounts.ts';
import { traceOf } from '#test/builders/fleet.ts';
import { at } from '#test/builders/samples.ts';
import type { MemoryLedger } from '#test/fakes/memoryLedger.ts';
import { type Playing, playCollector } from './playCollector.ts';

const quarterPast = at('2026-01-01T00:15:00Z');
const isInvocations = ({ name }: Pick<AskedMetric, 'name'>) => name === invocationsMetric.name;

/** `time component unit-seconds invocations`, and what of them is not known, a line a row. */
const rowsOf = (ledger: MemoryLedger) =>
  ledger.all().flatMap(({ bucket }) =>
    bucket.allocated.map(({ component, unitSeconds, invocations, uncounted }) => {
      const unknown = uncounted === 0 ? '' : `, ${uncounted} uncounted`;
      return `${formatInstant(bucket.start).slice(11, 16)} ${component} ${unitSeconds} ${invocations}${unknown}`;
    }),
  );
const costOf = (ledger: MemoryLedger) => ledger.all().map(({ bucket }) => [bucket.start, bucket.total.cost]);

// 7 requests a minute to a for a quarter of an hour; to b 10 at once, and nothing after.
const trace = traceOf({
  instances: { 'ml.g6.12xlarge': [['00:00', 1]] },
  components: {
    a: { gpus: 2, team: 'red', steps: [['00:00', 1]], calls: [['00:00', 900, 105]] },
    b: { gpus: 1, steps: [['00:00', 1]], calls: [['00:01', 10, 10]] },
  },
});
const counted = [
  '00:00 a 600 35',
  '00:00 b 300 10',
  '00:05 a 600 35',
  '00:05 b 300 0',
  '00:10 a 600 35',
  '00:10 b 300 0',
];
const play = (changes: Partial<Playing> = {}) => playCollector({ trace, until: quarterPast, ...changes });

describe('invocations, collected', () => {
  it('are counted by component and bucket, none being none', async () => {
    expect(rowsOf(await play())).toEqual(counted);
  });

  it('are the same at every publish frequency and period', async () => {
    expect(rowsOf(await play({ publishFrequency: 60 }))).toEqual(counted);
    expect(rowsOf(await play({ everySeconds: 900 }))).toEqual(counted);
  });

  it('are unknown while CloudWatch does not say, which changes no cost and holds nothing up', async () => {
    const tamper: Playing['tamper'] = (answer, metric) => (isInvocations(metric) ? undefined : answer);
    const mute = await play({ tamper, until: at('2026-01-01T01:00:00Z') });
    expect(rowsOf(mute).slice(0, 2)).toEqual([
      '00:00 a 600 0, 600 uncounted',
      '00:00 b 300 0, 300 uncounted',
    ]);
    const whole = await play({ until: at('2026-01-01T01:00:00Z') });
    expect(costOf(mute)).toEqual(costOf(whole));
    const [pool] = mute.pools();
    const state = pool && (await mute.readPool(pool))?.state;
    expect(state && formatInstant(state.settledThrough)).toBe('2026-01-01T00:40:00Z');
  });

  it('are mended by the next run, and never lost or lessened again', async () => {
    const late: Playing['tamper'] = (answer, metric, time) =>
      isInvocations(metric) && time < quarterPast ? undefined : answer;
    expect(rowsOf(await play({ tamper: late }))).toEqual(counted);
    const thin: Playing['tamper'] = (answer, metric, time) =>
      isInvocations(metric) && time >= quarterPast ? answer?.map((count) => Math.floor(count / 2)) : answer;
    // The last bucket has been read once only.
    expect(rowsOf(await play({ tamper: thin })).slice(0, 4)).toEqual(counted.slice(0, 4));
  });

  it('are asked for in the call that reads the samples', async () => {
    const asked: string[] = [];
    const tamper: Playing['tamper'] = (answer, metric, _, { period }) => {
      asked.push(`${metric.name} ${period}`);
      return answer;
    };
    await play({ tamper, until: at('2026-01-01T00:05:00Z') });
    // One instance and three accelerators, these by count and by sum, come first.
    expect(asked.slice(6, 9)).toEqual(['GPUUtilizationNormalized 300', 'Invocations 300', 'Invocations 300']);
    expect(asked.filter((each) => each.startsWith('Invocations'))).toHaveLength(2);
  });

  it('are counted of a component that holds nothing, which costs nothing', async () => {
    const idle = traceOf({
      instances: { 'ml.g6.12xlarge': [['00:00', 1]] },
      components: { a: { gpus: 2, steps: [['00:00', 0]], calls: [['00:00', 300, 3]] } },
    });
    const ledger = await play({ trace: idle, until: at('2026-01-01T00:05:00Z') });
    expect(rowsOf(ledger)).toEqual(['00:00 a 0 3']);
    expect(ledger.all()[0]?.bucket.allocated[0]?.cost).toBe(0n);
  });

  it('are each pool’s own in a variant with instance pools, and add up', async () => {
    const pooled = traceOf({
      instances: { 'ml.g6.12xlarge': [['00:00', 1]], 'ml.g5.48xlarge': [['00:00', 1]] },
      components: { a: { gpus: 3, steps: [['00:00', 2]], calls: [['00:00', 300, 101]] } },
    });
    const ledger = await play({ trace: pooled, until: at('2026-01-01T00:05:00Z') });
    const byType = ledger.all().map(({ pool, bucket }) => {
      return [pool.instanceType, bucket.allocated.map(({ invocations }) => invocations)];
    });
    expect(Object.fromEntries(byType)).toEqual({ 'ml.g5.48xlarge': [50], 'ml.g6.12xlarge': [51] });
  });
});

describe('adapters, collected', () => {
  const withAdapters = traceOf({
    instances: { 'ml.g6.12xlarge': [['00:00', 1]] },
    components: {
      base: { gpus: 2, team: 'platform', steps: [['00:00', 1]], calls: [['00:00', 300, 10]] },
      legal: { gpus: 0, base: 'base', team: 'law', steps: [], calls: [['00:00', 300, 40]] },
      medical: { gpus: 0, base: 'base', steps: [], calls: [['00:00', 300, 10]] },
    },
  });
  const show = (ledger: MemoryLedger) =>
    ledger.all().flatMap(({ bucket }) =>
      bucket.allocated.map(({ component, model, team, unitSeconds, invocations, shared }) => {
        const owner = `${model ?? '–'} ${team ?? '–'}`;
        return `${component} ${owner} ${unitSeconds} ${invocations} ${shared?.by} ${shared?.base}`;
      }),
    );
  const tenPast = { trace: withAdapters, until: at('2026-01-01T00:10:00Z') };

  it('take of what their base holds by invocations, each for its owner; equally when none is called', async () => {
    expect(show(await play(tenPast))).toEqual([
      'base base-model platform 100 10 invocations base',
      'legal – law 400 40 invocations base',
      'medical – – 100 10 invocations base',
      'legal – law 300 0 equally base',
      'medical – – 300 0 equally base',
    ]);
  });

  it('take nothing while invocations are not known, until they are', async () => {
    const tamper: Playing['tamper'] = (answer, metric) => (isInvocations(metric) ? undefined : answer);
    const ledger = await play({ ...tenPast, tamper });
    expect(show(ledger)[0]).toBe('base base-model platform 600 0 unknown base');
    await play({ ...tenPast, ledger });
    expect(show(ledger)).toEqual(show(await play(tenPast)));
  });

  it('leave the pool’s cost as it is without them', async () => {
    const { components, ...rest } = withAdapters;
    const without = { ...rest, components: components.filter(({ base }) => base === undefined) };
    expect(costOf(await play(tenPast))).toEqual(costOf(await play({ ...tenPast, trace: without })));
  });

  it('change owner afterwards as any component does', async () => {
    const [first] = (await play(tenPast)).all();
    const shares = [
      { ...unowned, team: 'blue', parts: 3 },
      { ...unowned, team: 'green', parts: 1 },
    ];
    const split =
      first &&
      reownSplit(first.bucket, 1, ({ component }) =>
        component === 'legal' ? shares : [{ ...unowned, team: 'platform', parts: 1 }],
      );
    expect(split?.allocated.map((row) => [row.component, row.team, row.cost, row.invocations])).toEqual([
      ['base', 'platform', 100n * 69_024_000_000n, 10],
      ['legal', 'blue', 300n * 69_024_000_000n, 30],
      ['legal', 'green', 100n * 69_024_000_000n, 10],
      ['medical', 'platform', 100n * 69_024_000_000n, 10],
    ]);
    expect(split?.allocated.map(({ shared }) => shared?.by)).toEqual(new Array(4).fill('invocations'));
  });
});
