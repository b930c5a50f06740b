import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createTrace } from '#local/fleet/createTrace.ts';
import type { Trace } from '#local/fleet/trace.ts';
import { findImbalance } from '#shared/domain/bucket.ts';
import { formatDollars } from '#shared/domain/money.ts';
import { type CostSummary, createCostSum } from '#shared/domain/sumCosts.ts';
import { formatInstant, instant } from '#shared/domain/time.ts';
import { traceOf } from '#test/builders/fleet.ts';
import { ratesWith } from '#test/builders/rates.ts';
import { at } from '#test/builders/samples.ts';
import { createMemoryEndpointRecords } from '#test/fakes/memoryEndpointRecords.ts';
import { createMemoryLedger, type MemoryLedger } from '#test/fakes/memoryLedger.ts';
import { type Playing, playCollector } from './playCollector.ts';

const summarizeCosts = (stored: ReturnType<MemoryLedger['all']>): CostSummary => {
  const sum = createCostSum();
  for (const { pool, bucket } of stored) sum.add(pool, bucket);
  return sum.summarize();
};

/** `name unitSeconds cost`, a line a row. */
const table = (ledger: MemoryLedger): string[] =>
  summarizeCosts(ledger.all()).rows.map(
    ({ kind, component, unitSeconds, cost }) =>
      `${component ?? kind} ${unitSeconds} ${cost === undefined ? 'unpriced' : formatDollars(cost)}`,
  );

const steady = traceOf({
  instances: { 'ml.g6.12xlarge': [['00:00', 2]] },
  components: { a: { gpus: 4, team: 'red', steps: [['00:00', 1]] }, b: { gpus: 1, steps: [['00:00', 2]] } },
});

const hour = at('2026-01-01T01:00:00Z');

describe('collectEndpoint', () => {
  it("writes the AWS post's hour to the nano-dollar", async () => {
    const ledger = await playCollector({ trace: steady, until: hour });
    expect(table(ledger)).toEqual(['a 14400 5.752000000', 'b 7200 2.876000000', 'idle 7200 2.876000000']);
  });

  it('does not write an unchanged bucket again', async () => {
    const ledger = await playCollector({ trace: steady, until: hour });
    expect(ledger.puts.buckets).toBe(12);
    await playCollector({ trace: steady, until: hour, ledger });
    expect(ledger.puts.buckets).toBe(12);
  });

  it('records the team and model that a component had, and none where it has none', async () => {
    const ledger = await playCollector({ trace: steady, until: at('2026-01-01T00:05:00Z') });
    const [first] = ledger.all();
    expect(first?.bucket.allocated.map(({ component, model, team }) => [component, model, team])).toEqual([
      ['a', 'a-model', 'red'],
      ['b', 'b-model', undefined],
    ]);
  });

  it('settles what two runs read a quarter of an hour and more after it ended, and found the same', async () => {
    const ledger = await playCollector({ trace: steady, until: hour });
    const [pool] = ledger.pools();
    const progress = pool && (await ledger.readPool(pool))?.state;
    expect(progress && formatInstant(progress.readThrough)).toBe('2026-01-01T01:00:00Z');
    expect(progress?.matureThrough && formatInstant(progress.matureThrough)).toBe('2026-01-01T00:45:00Z');
    expect(progress && formatInstant(progress.settledThrough)).toBe('2026-01-01T00:40:00Z');
  });

  it.each(['GpuId', 'AcceleratorId'] as const)('reads the accelerator dimension called %s', async (name) => {
    const ledger = await playCollector({ trace: steady, until: hour, acceleratorDimension: name });
    expect(table(ledger)[0]).toBe('a 14400 5.752000000');
  });

  it('leaves a pool without a price unpriced, and keeps its accelerator-seconds', async () => {
    const ledger = await playCollector({ trace: steady, until: hour, nanoDollarsPerHour: undefined });
    expect(table(ledger)).toEqual(['a 14400 unpriced', 'b 7200 unpriced', 'idle 7200 unpriced']);
  });

  it('prices an unpriced bucket when the price becomes known', async () => {
    const ledger = createMemoryLedger();
    const soon = at('2026-01-01T00:20:00Z');
    await playCollector({ trace: steady, until: soon, ledger, nanoDollarsPerHour: undefined });
    await playCollector({ trace: steady, until: soon, ledger });
    expect(table(ledger)[0]).toBe('a 4800 1.917333333');
  });

  it('prices from the bucket on in which a changed price came into force, and leaves what is before', async () => {
    const ledger = createMemoryLedger();
    const soon = at('2026-01-01T00:20:00Z');
    await playCollector({ trace: steady, until: soon, ledger });
    const changed = { nanoDollarsPerHour: 11_504_000_000n, priceFrom: at('2026-01-01T00:10:00Z') };
    await playCollector({ trace: steady, until: soon, ledger, ...changed });
    expect(table(ledger)[0]).toBe('a 4800 2.876000000');
    expect(ledger.all().map(({ bucket }) => bucket.rate?.revision)).toEqual([1, 1, 2, 2]);
  });

  it('pays and charges what a rates document says, and gives what it is late for to the sweep', async () => {
    const ledger = createMemoryLedger();
    const soon = at('2026-01-01T00:20:00Z');
    const rule = { match: { instanceType: '*' }, cost: { factor: '0.5' }, charge: 'list' };
    const rates = () => ratesWith(1, [{ ...rule, from: '2026-01-01T00:10:00Z' }]);
    await playCollector({ trace: steady, until: soon, ledger });
    await playCollector({ trace: steady, until: soon, ledger, rates });
    // Twenty minutes of four accelerators held, the last ten at half the list price.
    expect(table(ledger)[0]).toBe('a 4800 1.438000000');
    const [first, , third] = ledger.all().map(({ bucket }) => bucket);
    expect(first?.chargeRate).toEqual(first?.rate);
    expect(third?.chargeRate?.perInstanceHour).toBe(5_752_000_000n);
    expect(third?.rate?.perInstanceHour).toBe(2_876_000_000n);
    expect(ledger.states()[0]?.state).toMatchObject({ ratesVersion: 1, reviseFrom: 0 });
  });

  it('counts what CloudWatch would not give as unknown, and the next run mends it', async () => {
    const failing = at('2026-01-01T00:30:00Z');
    const fail = {
      trace: steady,
      tamper: (answer: number[] | undefined, _: unknown, time: number) =>
        time >= failing ? undefined : answer,
    };
    const ledger = await playCollector({ ...fail, until: failing });
    expect(table(ledger)).toEqual([
      'a 6000 2.396666667',
      'b 3000 1.198333333',
      'idle 3000 1.198333333',
      'unknown 2400 0.958666667',
    ]);
    await playCollector({ trace: steady, until: hour, ledger });
    expect(table(ledger)).toEqual(['a 14400 5.752000000', 'b 7200 2.876000000', 'idle 7200 2.876000000']);
  });

  it('counts a component as unknown, not idle, when only its series fail', async () => {
    const ledger = await playCollector({
      trace: steady,
      until: at('2026-01-01T00:10:00Z'),
      tamper: (answer, { dimensions }, time) =>
        dimensions.InferenceComponentName === 'b' && time === at('2026-01-01T00:10:00Z') ? undefined : answer,
    });
    expect(table(ledger).map((row) => row.replace(/ [\d.]+$/, ''))).toEqual([
      'a 2400',
      'b 600',
      'idle 1200',
      'unknown 600',
    ]);
  });

  it('reads the series that it knows while they cannot be listed, and settles nothing until they are, twice', async () => {
    const unlisted = { trace: steady, isUnlisted: (time: number) => time > at('2026-01-01T00:05:00Z') };
    const ledger = await playCollector({ ...unlisted, until: hour });
    expect(table(ledger)).toEqual(['a 14400 5.752000000', 'b 7200 2.876000000', 'idle 7200 2.876000000']);
    const settled = async () => {
      const [pool] = ledger.pools();
      const stored = pool && (await ledger.readPool(pool));
      return stored && formatInstant(stored.state.settledThrough);
    };
    expect(await settled()).toBe('2026-01-01T00:00:00Z');
    await playCollector({ trace: steady, until: hour, ledger });
    expect(await settled()).toBe('2026-01-01T00:00:00Z');
    await playCollector({ trace: steady, until: hour, ledger });
    expect(await settled()).toBe('2026-01-01T00:45:00Z');
  });

  it('keeps a silent endpoint as unknown while SageMaker says that it has instances, and not when it has none', async () => {
    const silent = {
      trace: steady,
      until: at('2026-01-01T02:00:00Z'),
      tamper: (
        answer: number[] | undefined,
        _: unknown,
        __: unknown,
        { from, period }: { from: number; period: number },
      ) => answer?.map((count, index) => (from + index * period >= at('2026-01-01T00:10:00Z') ? 0 : count)),
    };
    const kept = await playCollector({ ...silent, countInstances: () => 2 });
    expect(
      table(kept)
        .at(-1)
        ?.startsWith(`unknown ${110 * 60 * 8} `),
    ).toBe(true);
    const gone = await playCollector({ ...silent, countInstances: () => 0 });
    expect(summarizeCosts(gone.all()).gpuSeconds).toBe(10 * 60 * 8);
  });

  describe('with an instance that is silent for longer than the history it looks at', () => {
    const trace = (instances: number) =>
      traceOf({
        instances: { 'ml.g6.12xlarge': [['00:00', instances]] },
        components: { a: { gpus: 1, steps: [['00:00', 1]] } },
      });
    const from = at('2026-01-01T00:30:00Z');
    const to = at('2026-01-01T01:10:00Z');
    /** Plays a fleet whose first listed instance has no sample from 00:30 to 01:10. */
    const play = (instances: number, changes: Omit<Playing, 'trace'>) => {
      let silent: string | undefined;
      return playCollector({
        trace: trace(instances),
        publishFrequency: 60,
        tamper: (answer, { dimensions }, _, range) => {
          silent ??= dimensions.InstanceId;
          if (dimensions.InstanceId !== silent) return answer;
          return answer?.map((count, index) => {
            const time = range.from + index * range.period;
            return time >= from && time < to ? 0 : count;
          });
        },
        ...changes,
      });
    };
    /** `00:30 1200 1`: unknown accelerator-seconds by bucket, and the revision of its price. */
    const unknown = (ledger: MemoryLedger) =>
      ledger
        .all()
        .filter(({ bucket }) => bucket.unknown.length > 0)
        .map(({ bucket: { start, unknown: rows, rate } }) => {
          const seconds = rows.reduce((sum, { unitSeconds }) => sum + unitSeconds, 0);
          return `${formatInstant(start).slice(11, 16)} ${seconds} ${rate?.revision}`;
        });
    const whole = [
      '00:30 1200 1',
      '00:35 1200 1',
      '00:40 1200 1',
      '00:45 1200 1',
      '00:50 1200 1',
      '00:55 1200 1',
      '01:00 1200 1',
      '01:05 1200 1',
    ];

    it('keeps all of a hole that it has found, long after it last looked at what was before', async () => {
      const ledger = await play(2, { lookBackSeconds: 2_700, until: at('2026-01-01T02:00:00Z') });
      expect(unknown(ledger)).toEqual(whole);
      expect(summarizeCosts(ledger.all()).gpuSeconds).toBe(2 * 2 * 3_600 * 4);
    });

    it('keeps all of it of the only instance, which SageMaker says is there', async () => {
      const ledger = await play(1, { until: at('2026-01-01T02:00:00Z'), countInstances: () => 1 });
      expect(unknown(ledger)).toEqual(whole);
      expect(summarizeCosts(ledger.all()).gpuSeconds).toBe(2 * 3_600 * 4);
    });

    it('gives what it keeps of a hole the price of now', async () => {
      const until = at('2026-01-01T01:50:00Z');
      const ledger = await play(2, { lookBackSeconds: 2_700, until: at('2026-01-01T01:45:00Z') });
      await play(2, {
        ledger,
        until,
        lookBackSeconds: 2_700,
        isSkipped: (time) => time < until,
        nanoDollarsPerHour: 11_504_000_000n,
        priceFrom: at('2026-01-01T01:05:00Z'),
      });
      expect(unknown(ledger)).toEqual([...whole.slice(0, 7), '01:05 1200 2']);
      const last = ledger.all().find(({ bucket }) => bucket.start === at('2026-01-01T01:05:00Z'));
      expect(last?.bucket.total.cost && formatDollars(last.bucket.total.cost)).toBe('1.917333333');
    });
  });

  it('gives two buckets their ten minutes when a sample slips over the edge between them', async () => {
    const slipped = at('2026-01-01T00:10:00Z');
    const ledger = await playCollector({
      trace: traceOf({
        instances: { 'ml.g6.12xlarge': [['00:00', 1]] },
        components: { a: { gpus: 1, steps: [['00:00', 1]] } },
      }),
      until: at('2026-01-01T00:20:00Z'),
      tamper: (answer, _, __, { from, period }) =>
        answer?.map((count, index) => {
          const start = from + index * period;
          if (start === slipped) return count - 1;
          return start + period === slipped ? count + 1 : count;
        }),
    });
    const seen = ledger.all().map(({ bucket: { instanceSeconds, unknown } }) => {
      return [instanceSeconds, ...unknown.map(({ reason, unitSeconds }) => `${reason} ${unitSeconds}`)];
    });
    // The slot that lacks its sample is a hole of ten seconds, nothing that could not be read.
    expect(seen).toEqual([[300], [300], [300, 'hole 40'], [300]]);
  });

  it('takes an endpoint for gone when the next of its name was created, not when that is seen', async () => {
    const records = createMemoryEndpointRecords();
    const recreatedAt = at('2026-01-01T00:21:30Z');
    await playCollector({ trace: steady, until: hour, records, recreatedAt });
    expect(records.all().map(({ deletedBy }) => deletedBy)).toEqual([recreatedAt]);
  });

  it('does not let an older and thinner read take samples away', async () => {
    const ledger = await playCollector({ trace: steady, until: hour });
    const before = table(ledger);
    await playCollector({
      trace: steady,
      until: hour,
      ledger,
      tamper: (answer) => answer?.map((count, index) => (index % 2 === 0 ? Math.floor(count / 2) : 0)),
    });
    expect(table(ledger)).toEqual(before);
  });

  it('catches up on runs that were skipped, within what CloudWatch keeps', async () => {
    const whole = await playCollector({ trace: steady, until: at('2026-01-01T04:00:00Z') });
    const skipping = await playCollector({
      trace: steady,
      until: at('2026-01-01T04:00:00Z'),
      isSkipped: (time) => time > at('2026-01-01T00:30:00Z') && time < at('2026-01-01T02:55:00Z'),
    });
    expect(table(skipping)).toEqual(table(whole));
  });

  it('gives the same buckets when two runs of one endpoint overlap', async () => {
    const ledger = createMemoryLedger();
    const play = { trace: steady, until: at('2026-01-01T00:30:00Z'), ledger };
    await Promise.all([playCollector(play), playCollector(play), playCollector(play)]);
    expect(table(ledger)).toEqual(['a 7200 2.876000000', 'b 3600 1.438000000', 'idle 3600 1.438000000']);
  });

  it('reads a variant of several instance types by type, each at its own number of accelerators', async () => {
    const trace = traceOf({
      instances: { 'ml.g6.12xlarge': [['00:00', 1]], 'ml.g5.48xlarge': [['00:00', 1]] },
      components: {
        a: { gpus: 8, steps: [['00:00', 1]] },
        b: {
          gpus: 1,
          steps: [
            ['00:00', 3],
            ['00:30', 1],
          ],
        },
      },
    });
    const ledger = await playCollector({ trace, until: hour });
    expect(table(ledger).map((row) => row.replace(/ [\d.]+$/, ''))).toEqual([
      'a 28800',
      'b 7200',
      'idle 7200',
    ]);
    expect(ledger.pools().map(({ instanceType }) => instanceType)).toEqual([
      'ml.g6.12xlarge',
      'ml.g5.48xlarge',
    ]);
  });

  it('does not take a component that leaves an instance type and comes back for a hole', async () => {
    const trace = traceOf({
      instances: { 'ml.g6.12xlarge': [['00:00', 1]], 'ml.g5.48xlarge': [['00:00', 1]] },
      components: {
        a: {
          gpus: 1,
          steps: [
            ['00:00', 1],
            ['00:11', 0],
            ['00:24:10', 1],
          ],
        },
      },
    });
    const ledger = await playCollector({ trace, until: hour });
    expect(table(ledger).map((row) => row.replace(/ [\d.]+$/, ''))).toEqual([
      'a 2810',
      'idle 28800',
      'idle 3160',
      'idle 8430',
    ]);
  });
});

/** Types of 1, 2, 4, 6, 8, 12 and 16 accelerators. */
const instanceTypes = [
  'ml.g5.xlarge',
  'ml.g7e.12xlarge',
  'ml.g6.12xlarge',
  'ml.inf2.24xlarge',
  'ml.p5.48xlarge',
  'ml.inf2.48xlarge',
  'ml.trn1.32xlarge',
];

type Step = { time: number; value: number };

const start = at('2026-01-31T23:05:00Z');
const end = at('2026-02-01T00:20:00Z');
const steps = (max: number) =>
  fc
    .array(fc.record({ time: fc.integer({ min: start, max: end }), value: fc.integer({ min: 0, max }) }), {
      maxLength: 5,
    })
    .map((given): Step[] => {
      const unique = new Map([{ time: start, value: max }, ...given].map((step) => [step.time, step]));
      return [...unique.values()].toSorted((a, b) => a.time - b.time);
    });

/** Fleets whose instances never fall below what their copies need. */
const anyFleet = fc
  .record({
    instanceType: fc.constantFrom(...instanceTypes),
    extra: steps(2),
    copies: fc.array(steps(3), { minLength: 1, maxLength: 3 }),
  })
  .map(({ instanceType, extra, copies }): Trace => {
    const enough = copies.length * 3;
    return createTrace({
      components: copies.map((_, index) => {
        const component = `c-${index}`;
        return {
          component,
          endpoint: 'ep',
          variant: 'AllTraffic',
          model: 'm',
          team: undefined,
          gpusPerCopy: 1,
        };
      }),
      instances: extra.map(({ time, value }) => {
        return { time, endpoint: 'ep', variant: 'AllTraffic', instanceType, instances: enough + value };
      }),
      copies: copies.flatMap((row, index) =>
        row.map(({ time, value }) => ({ time, component: `c-${index}`, copies: value })),
      ),
      invocations: [],
    });
  });

/** Seconds of a step function as samples see it: each sample at a multiple of `frequency` stands for the whole slot. */
const sampledSeconds = (rows: readonly Step[], frequency: number, to: number): number => {
  let seconds = 0;
  for (let time = Math.ceil(start / frequency) * frequency; time < to; time += frequency) {
    const value = rows.findLast((row) => row.time <= time)?.value ?? 0;
    seconds += value * (Math.min(time + frequency, to) - time);
  }
  return seconds;
};

describe('a collected fleet', () => {
  it('balances in every stored item and has exactly the sampled seconds of its step functions', async () => {
    const frequency = fc.constantFrom(10, 30, 60, 120, 180, 240, 300);
    const price = fc.bigInt(0n, 10n ** 12n);
    const period = fc.constantFrom(60, 300, 420, 900, 1_800);
    await fc.assert(
      fc.asyncProperty(
        anyFleet,
        frequency,
        price,
        period,
        async (trace, publishFrequency, nanoDollarsPerHour, every) => {
          const ledger = await playCollector({
            trace,
            publishFrequency,
            nanoDollarsPerHour,
            everySeconds: every,
            until: instant(end + every),
          });
          const stored = ledger.all().filter(({ bucket }) => bucket.start < end);
          for (const { bucket } of stored) expect(findImbalance(bucket)).toBeUndefined();
          const { rows, cost } = summarizeCosts(stored);
          for (const { component } of trace.components) {
            const wanted = trace.copies.filter((row) => row.component === component);
            const held = sampledSeconds(
              wanted.map(({ time, copies }) => ({ time, value: copies })),
              publishFrequency,
              end,
            );
            expect(rows.find((row) => row.component === component)?.unitSeconds ?? 0).toBe(held);
          }
          const running = trace.instances.map(({ time, instances }) => ({ time, value: instances }));
          const instanceSeconds = sampledSeconds(running, publishFrequency, end);
          expect(stored.reduce((sum, { bucket }) => sum + bucket.instanceSeconds, 0)).toBe(instanceSeconds);
          expect(cost).toBe(BigInt(instanceSeconds) * nanoDollarsPerHour * 48n);
          expect(rows.filter(({ kind }) => kind === 'unknown')).toEqual([]);
        },
      ),
      { numRuns: 60 },
    );
  });
});
