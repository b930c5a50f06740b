import { describe, expect, it } from 'vitest';
import type { ExplainAnswer } from '#shared/api/explainOperation.ts';
import type { Bucket, Split } from '#shared/domain/bucket.ts';
import { rate } from '#shared/domain/money.ts';
import { repriceSplit } from '#shared/domain/repriceSplit.ts';
import { bucketsOf } from '#shared/domain/time.ts';
import { amountOf, bucketOf, heldOf, idleOf, rowOf, splitOf } from '#test/builders/bucket.ts';
import { recordedComponent, recordOf } from '#test/builders/endpointRecord.ts';
import { at, samplesOf } from '#test/builders/samples.ts';
import { openExplainApi } from '#test/harness/explainApi.ts';

const start = at('2026-01-01T00:00:00Z');
const hour = 'window=2026-01-01T00:00:00Z,2026-01-01T01:00:00Z';
const fiveMinutes = 'window=2026-01-01T00:00:00Z,2026-01-01T00:05:00Z';

/** The buckets of the first hour, all alike but for what is said of some. */
const hourOf = (
  changes: Partial<Bucket> = {},
  of: (index: number) => Partial<Bucket> = () => ({}),
): Bucket[] =>
  bucketsOf(start, at('2026-01-01T01:00:00Z')).map((each, index) =>
    bucketOf({ ...changes, ...of(index), start: each }),
  );

/** The same bucket as it is at another price, and at another price charged. */
const pricedAt = (split: Partial<Split>, perInstanceHour: bigint, source: string): Partial<Bucket> => {
  const own = { perInstanceHour: rate(perInstanceHour), source, revision: 1 };
  return { ...repriceSplit(splitOf(split), own), chargeRate: own };
};

const formulas = ({ parts }: ExplainAnswer) =>
  parts.flatMap(({ component, reason, team, formula }) =>
    formula.map(({ text }) => `${component ?? reason}, ${team}: ${text}`),
  );

describe('GET /explain', () => {
  it('explains a component’s hour: its formula, its price, why it is whose, and its five minutes', async () => {
    const { explain } = await openExplainApi({
      pools: [{ buckets: hourOf() }],
      records: [recordOf({ components: [recordedComponent()] })],
    });
    const { meta: _, ...answer } = await explain(`${hour}&filter=component:a`);
    expect({ ...answer, children: answer.children.slice(0, 1) }).toEqual({
      total: { gpuSeconds: 3_600, costUsd: '1.438000000', unpricedGpuSeconds: 0 },
      formula: '$1.438000000 (component a, team red) = $1.438000000',
      parts: [
        {
          kind: 'allocated',
          endpoint: 'ep',
          component: 'a',
          model: 'a-model',
          team: 'red',
          costCentre: null,
          product: null,
          variant: 'AllTraffic',
          instanceType: 'ml.g6.12xlarge',
          gpuSeconds: 3_600,
          costUsd: '1.438000000',
          heldUsd: '1.438000000',
          idleUsd: '0.000000000',
          invocations: 0,
          unit: 'accelerator',
          unitSeconds: 3_600,
          evidence: 'sampled',
          backfilled: false,
          formula: [
            {
              text: '3,600 GPU-seconds ÷ 3,600 × $5.752 per instance-hour ÷ 4 GPUs = $1.438000000',
              unitSeconds: 3_600,
              unitsPerInstance: 4,
              perInstanceHourUsd: '5.752000000',
              costUsd: '1.438000000',
            },
          ],
          borne: [],
          why: {
            text: 'team red owns it: rule "the component\'s Team tag", which holds while no owners document is given',
            rules: ["the component's Team tag"],
          },
          ownersVersions: [0],
          ratesVersions: [0],
        },
      ],
      prices: [
        {
          endpoint: 'ep',
          variant: 'AllTraffic',
          instanceType: 'ml.g6.12xlarge',
          rate: 'cost',
          from: '2026-01-01T00:00:00Z',
          to: '2026-01-01T01:00:00Z',
          perInstanceHourUsd: '5.752000000',
          unit: 'accelerator',
          unitsPerInstance: 4,
          perUnitHourUsd: '1.438000000',
          source: 'AWS Price List TEST of 2026-01-01',
          revision: 1,
          ratesVersions: [0],
          text: '$5.752 paid per instance-hour ÷ 4 GPUs = $1.438 per GPU-hour; source: AWS Price List TEST of 2026-01-01',
        },
      ],
      depth: 'bucket',
      children: [
        {
          from: '2026-01-01T00:00:00Z',
          to: '2026-01-01T00:05:00Z',
          window: '2026-01-01T00:00:00Z,2026-01-01T00:05:00Z',
          gpuSeconds: 300,
          costUsd: '0.119833334',
          unpricedGpuSeconds: 0,
          completeness: 1,
          evidence: 'sampled',
          state: 'settled',
          backfilled: false,
          items: [
            {
              endpoint: 'ep',
              variant: 'AllTraffic',
              instanceType: 'ml.g6.12xlarge',
              level: 'bucket',
              from: '2026-01-01T00:00:00Z',
              version: 1,
              madeFrom: null,
            },
          ],
        },
      ],
      next: null,
      deepest: {
        level: 'slot',
        text: 'Down to the samples of each publish interval, in windows of 15 minutes or less: all of it is kept.',
      },
    });
    // $1.438 in twelve equal parts of $0.1198333…: the first four have the billionths that are left.
    expect(answer.children.map(({ costUsd }) => costUsd)).toEqual([
      ...new Array<string>(4).fill('0.119833334'),
      ...new Array<string>(8).fill('0.119833333'),
    ]);
  });

  it('has a formula for each price, and tells from which five minutes on the new one was in force', async () => {
    const allocated = [rowOf({ unitSeconds: 1_200 })];
    const buckets = hourOf({}, (index) =>
      index < 5
        ? pricedAt({ allocated, idle: [] }, 5_752_000_000n, 'list')
        : pricedAt({ allocated, idle: [] }, 4_000_000_000n, 'contract'),
    );
    const { explain } = await openExplainApi({ pools: [{ buckets }] });
    const answer = await explain(`${hour}&depth=hour`);
    expect(formulas(answer)).toEqual([
      'a, red: 6,000 GPU-seconds ÷ 3,600 × $5.752 per instance-hour ÷ 4 GPUs = $2.396666666666… → $2.396666667, rounded',
      'a, red: 8,400 GPU-seconds ÷ 3,600 × $4.00 per instance-hour ÷ 4 GPUs = $2.333333333333… → $2.333333333, rounded',
    ]);
    expect(answer.total.costUsd).toBe('4.730000000');
    expect(
      answer.prices.map(({ from, to, perInstanceHourUsd, source }) => [from, to, perInstanceHourUsd, source]),
    ).toEqual([
      ['2026-01-01T00:00:00Z', '2026-01-01T00:25:00Z', '5.752000000', 'list'],
      ['2026-01-01T00:25:00Z', '2026-01-01T01:00:00Z', '4.000000000', 'contract'],
    ]);
  });

  it('says which parts of what two teams share are whose', async () => {
    const rule = {
      name: 'two teams',
      match: { component: 'a' },
      shares: [
        { team: 'red', parts: 60 },
        { team: 'blue', parts: 40 },
      ],
    };
    const allocated = [rowOf({ team: 'blue', unitSeconds: 480 }), rowOf({ team: 'red', unitSeconds: 720 })];
    const { explain } = await openExplainApi({
      pools: [{ buckets: hourOf({ allocated, idle: [], ownersVersion: 1 }) }],
      owners: { rules: [rule] },
    });
    const answer = await explain(hour);
    expect(answer.parts.map(({ team, costUsd, why }) => [team, costUsd, why.text])).toEqual([
      ['blue', '2.300800000', 'team blue owns it: rule "two teams" of owners document 1, 40 of 100 parts'],
      ['red', '3.451200000', 'team red owns it: rule "two teams" of owners document 1, 60 of 100 parts'],
    ]);
    const own = await explain(hour, { groups: ['team-red'] });
    expect(own.parts.map(({ costUsd, why, ownersVersions }) => [costUsd, why, ownersVersions])).toEqual([
      [
        '3.451200000',
        {
          text: 'team red owns it: it is the team’s fixed part of what several share, by a rule of the owners document',
        },
        undefined,
      ],
    ]);
  });

  it('says of an adapter how it came to its part of its base’s copies', async () => {
    const shared = { base: 'base', by: 'invocations' } as const;
    const allocated = [
      rowOf({ component: 'base', model: 'm', team: 'blue', shared, unitSeconds: 900 }),
      rowOf({ component: 'lora', model: undefined, team: 'red', shared, unitSeconds: 300 }),
    ];
    const { explain } = await openExplainApi({ pools: [{ buckets: hourOf({ allocated, idle: [] }) }] });
    const answer = await explain(`${hour}&filter=component:lora`);
    expect(answer.parts).toMatchObject([
      { component: 'lora', sharedBy: 'invocations', sharedFrom: 'base', costUsd: '1.438000000' },
    ]);
    const own = await explain(fiveMinutes, { groups: ['team-red'] });
    expect(own.parts[0]).toMatchObject({ sharedBy: 'invocations' });
    expect(JSON.stringify(own)).not.toContain('base"');
    expect(own.children).toMatchObject([
      {
        component: 'lora',
        text: 'on copies that others have a part of: their samples are told to finance, and to whoever has all of them',
        costUsd: '0.119833333',
      },
    ]);
  });

  it('tells the samples of five minutes, which are missing and why that time is in no cost', async () => {
    const load = { samples: 29, sum: 29 * 5_000 };
    const samples = [
      samplesOf({
        instances: { 'i-1': '1*30' },
        holdings: [{ counts: '11111111111111.111111111111111', load }],
      }),
    ];
    const unknown = [{ reason: 'hole' as const, ...amountOf(10) }];
    const bucket = bucketOf({ allocated: [rowOf(heldOf(290))], idle: idleOf(900), unknown, samples });
    const { explain } = await openExplainApi({ pools: [{ buckets: [bucket] }] });
    const answer = await explain(`${fiveMinutes}&filter=kind:allocated,unknown`);
    expect(answer.depth).toBe('slot');
    expect(answer.children).toMatchObject([
      {
        from: '2026-01-01T00:00:00Z',
        to: '2026-01-01T00:05:00Z',
        window: null,
        gpuSeconds: 290,
        costUsd: '0.115838889',
        completeness: 29 / 30,
        series: {
          component: 'a',
          instance: 'i-1',
          container: 'c-1',
          accelerator: 'gpu_0',
          publishSeconds: 10,
          counts: [...new Array(14).fill(1), 0, ...new Array(15).fill(1)],
          seen: 29,
          expected: 30,
          missing: [{ from: '2026-01-01T00:02:20Z', to: '2026-01-01T00:02:30Z', samples: 1 }],
          utilisation: 0.5,
          utilisationSamples: 29,
        },
      },
      {
        kind: 'unknown',
        reason: 'hole',
        gpuSeconds: 10,
        costUsd: '0.003994444',
        text: 'capacity of which nobody knows who held it: samples are missing in the midst of the life of an instance or of what is held on it',
      },
    ]);
    expect(answer.capacity).toMatchObject([
      {
        instances: [
          {
            instance: 'i-1',
            seen: 30,
            expected: 30,
            text: 'instance i-1: 30 of 30 samples × 10 s × 4 GPUs = 1,200 GPU-seconds',
          },
        ],
        unknown: [{ reason: 'hole', unitSeconds: 10 }],
        overcounted: false,
      },
    ]);
    expect(answer.deepest.text).toBe('These are the samples: nothing lies below them.');
    const own = await explain(fiveMinutes, { groups: ['team-red'] });
    expect(own.children).toMatchObject([{ series: { container: 'c-1', seen: 29 } }]);
    expect(own.capacity).toBeUndefined();
  });

  it('counts vCPUs where there are no GPUs', async () => {
    const unit = { kind: 'vcpu' as const, perInstance: 4_000 };
    const total = { unitSeconds: 1_200_000, cost: undefined };
    const allocated = [{ ...rowOf({ unitSeconds: 450_000 }), cost: undefined }];
    const idle = [{ reason: 'unplaced' as const, blocker: undefined, unitSeconds: 750_000, cost: undefined }];
    const priced = pricedAt({ unit, total, allocated, idle }, 240_000_000n, 'list');
    const samples = [
      samplesOf({
        instances: { 'i-1': '1*30' },
        holdings: [{ counts: '1*30', accelerator: '', units: 1_500 }],
      }),
    ];
    const { explain } = await openExplainApi({ pools: [{ buckets: hourOf({ ...priced, samples }) }] });
    const answer = await explain(hour);
    expect(formulas(answer)).toEqual([
      'a, red: 5,400 vCPU-seconds ÷ 3,600 × $0.24 per instance-hour ÷ 4 vCPUs = $0.090000000',
      'unplaced, null: 9,000 vCPU-seconds ÷ 3,600 × $0.24 per instance-hour ÷ 4 vCPUs = $0.150000000',
    ]);
    expect(answer.prices[0]?.text).toBe(
      '$0.24 paid per instance-hour ÷ 4 vCPUs = $0.06 per vCPU-hour; source: list',
    );
    const [series] = (await explain(fiveMinutes)).children;
    expect(series).toMatchObject({
      vcpuSeconds: 450,
      text: 'component a, copy c-1 on i-1: 30 of 30 samples × 10 s × 1.5 vCPUs = 450 vCPU-seconds',
    });
  });

  it('counts whole instances where nothing divides them, by the instances’ own samples', async () => {
    const unit = { kind: 'instance' as const, perInstance: 1 };
    const total = { unitSeconds: 300, cost: undefined };
    const allocated = [{ ...rowOf({ component: '', model: 'bert' }), cost: undefined }];
    const priced = pricedAt({ unit, total, allocated, idle: [] }, 1_200_000_000n, 'list');
    const samples = [samplesOf({ instances: { 'i-1': '1*30' } })];
    const { explain } = await openExplainApi({ pools: [{ buckets: hourOf({ ...priced, samples }) }] });
    const answer = await explain(hour);
    expect(answer.parts).toMatchObject([
      { component: null, model: 'bert', unit: 'instance', unitSeconds: 3_600 },
    ]);
    expect(answer.formula).toBe('$1.200000000 (model bert, team red) = $1.200000000');
    expect(formulas(answer)).toEqual([
      'undefined, red: 3,600 instance-seconds ÷ 3,600 × $1.20 per instance-hour = $1.200000000',
    ]);
    const own = await explain(fiveMinutes, { groups: ['team-red'] });
    expect(own.children).toMatchObject([
      {
        series: { component: null, instance: 'i-1', seen: 30 },
        text: 'instance i-1: 30 of 30 samples × 10 s × 1 instance = 300 instance-seconds',
        costUsd: '0.100000000',
      },
    ]);
  });

  it('keeps the seconds of what has no price, and says that it has none', async () => {
    const { total, allocated, idle } = repriceSplit(splitOf(), undefined);
    const none = { rate: undefined, chargeRate: undefined, total, allocated, idle };
    const buckets = hourOf({}, (index) => (index < 2 ? none : {}));
    const { explain } = await openExplainApi({ pools: [{ buckets }] });
    const answer = await explain(`${hour}&filter=component:a`);
    expect(answer.total).toEqual({ gpuSeconds: 3_000, costUsd: '1.198333333', unpricedGpuSeconds: 600 });
    expect(answer.formula).toBe(
      '$1.198333333 (component a, team red) = $1.198333333; 1 part has no price and no cost',
    );
    expect(formulas(answer)).toEqual([
      'a, red: 3,000 GPU-seconds ÷ 3,600 × $5.752 per instance-hour ÷ 4 GPUs = $1.198333333333… → $1.198333333, rounded',
      'a, red: 600 GPU-seconds: no price is known, so there is no cost',
    ]);
    expect(answer.prices.map(({ from, to, text }) => [from, to, text])).toEqual([
      ['2026-01-01T00:00:00Z', '2026-01-01T00:10:00Z', 'it is not known what is paid'],
      [
        '2026-01-01T00:10:00Z',
        '2026-01-01T01:00:00Z',
        '$5.752 paid per instance-hour ÷ 4 GPUs = $1.438 per GPU-hour; source: AWS Price List TEST of 2026-01-01',
      ],
    ]);
  });

  it('tells what is charged, and as finance’s variance what is paid beyond it', async () => {
    const chargeRate = { perInstanceHour: rate(6_000_000_000n), source: 'rates: internal', revision: 1 };
    const { explain } = await openExplainApi({ pools: [{ buckets: hourOf({ chargeRate }) }] });
    const answer = await explain(`${hour}&rate=charge`);
    expect(answer.total.costUsd).toBe('5.752000000');
    expect(formulas(answer)).toEqual([
      'a, red: 3,600 GPU-seconds ÷ 3,600 × $6.00 per instance-hour ÷ 4 GPUs = $1.500000000',
      'unplaced, null: 10,800 GPU-seconds ÷ 3,600 × $6.00 per instance-hour ÷ 4 GPUs = $4.500000000',
      'undefined, null: 3,600 instance-seconds ÷ 3,600 × ($5.752 paid − $6.00 charged) per instance-hour = -$0.248000000',
    ]);
    expect(answer.prices.map((price) => [price.rate, price.perInstanceHourUsd])).toEqual([
      ['charge', '6.000000000'],
      ['cost', '5.752000000'],
    ]);
    const own = await explain(`${hour}&rate=charge`, { groups: ['team-red'] });
    expect(own.prices.map((price) => price.rate)).toEqual(['charge']);
  });

  it('looks at tags as they were at the time, in the figure and in its parts', async () => {
    const tags = new Map([
      [
        'Env',
        [
          { from: start, value: 'prod' },
          { from: at('2026-01-01T00:30:00Z'), value: 'dev' },
        ],
      ],
    ]);
    const { explain } = await openExplainApi({
      pools: [{ buckets: hourOf() }],
      records: [recordOf({ components: [recordedComponent({ tags })] })],
      owners: { tags: { component: ['Env'] }, rules: [] },
    });
    const answer = await explain(`${hour}&filter=tag:Env:prod`);
    expect(answer.total.costUsd).toBe('0.719000000');
    expect(
      answer.children.map(({ gpuSeconds, aloneUsd, completeness, evidence }) => [
        gpuSeconds,
        aloneUsd,
        completeness,
        evidence,
      ]),
    ).toEqual([
      ...new Array(6).fill([300, undefined, 1, 'sampled']),
      ...new Array(6).fill([0, undefined, 1, null]),
    ]);
  });
});
