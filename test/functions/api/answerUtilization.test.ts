import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { describe, expect, it } from 'vitest';
import type { ApiDeps } from '#functions/api/deps.ts';
import { createCloudWatchService } from '#local/aws/cloudwatch/cloudWatchService.ts';
import { createVirtualClock } from '#local/clock.ts';
import { createFleetPlayer } from '#local/fleet/fleetPlayer.ts';
import type { World } from '#local/fleet/world.ts';
import {
  type UtilizationAnswer,
  type UtilizationAnswerSeries,
  utilizationOperation,
} from '#shared/api/utilizationOperation.ts';
import { UpstreamError } from '#shared/domain/errors.ts';
import { type Instant, after as moved } from '#shared/domain/time.ts';
import type { EndpointRecord, RecordedComponent } from '#shared/fleet/endpointRecord.ts';
import { createListSeries } from '#shared/metrics/listSeries.ts';
import { type AskedValues, createReadValues } from '#shared/metrics/readValues.ts';
import { poolOf } from '#test/builders/bucket.ts';
import {
  configOf,
  deploymentOf,
  recordedComponent,
  recordOf,
  teamTags,
} from '#test/builders/endpointRecord.ts';
import { at, samplesOf } from '#test/builders/samples.ts';
import {
  buildComponent,
  buildDeployment,
  buildEndpoint,
  buildInstance,
  buildPlacement,
  buildWorld,
  minute,
} from '#test/builders/world.ts';
import { createMemoryEndpointRecords } from '#test/fakes/memoryEndpointRecords.ts';
import { createWorldMetrics } from '#test/fakes/worldMetrics.ts';
import { type Asking, createAskApi, memoryApiDeps } from '#test/harness/askApi.ts';
import { fillPool } from '#test/harness/fillPool.ts';
import { openStandIns } from '#test/harness/openStandIns.ts';
import { readAnswer } from '#test/harness/readAnswer.ts';

const midnight = at('2026-01-01T00:00:00Z');
const arn = 'arn:aws:sagemaker:us-east-1:123456789012:endpoint/chat';
const one = at('2026-01-01T01:00:00Z');

const deployment = buildDeployment();
const host = buildInstance('i-1', deployment);
/** Two GPUs of `search`, from 0:10 on, and one of `ads`; only `search` is called, once a second from 0:30 on. */
const world = buildWorld({
  endpoints: [buildEndpoint([deployment])],
  components: [buildComponent('search', { gpusPerCopy: 2 }), buildComponent('ads')],
  instances: [host],
  placements: [
    buildPlacement('search', host, { accelerators: [0, 1], from: minute(10) }),
    buildPlacement('ads', host, { accelerators: [2] }),
  ],
  invocations: [{ time: minute(30), seconds: 1_800, component: 'search', invocations: 1_800 }],
});

const component = (name: string, team: string, changes: Partial<RecordedComponent> = {}) =>
  recordedComponent({ name, model: `${name}-model`, tags: teamTags([team, midnight]), ...changes });
const both = [component('search', 'red'), component('ads', 'blue')];

const chat = (components = both, changes: Partial<EndpointRecord> = {}) =>
  recordOf({ name: 'chat', arn, components, ...changes });

const open = async (
  records: EndpointRecord[] = [chat()],
  now: Instant = one,
  played: World = world,
  changes: Partial<ApiDeps> = {},
) => {
  const metrics = createWorldMetrics(createFleetPlayer({ world: played }));
  const asked: AskedValues[][] = [];
  const clock = { now };
  const deps: ApiDeps = {
    ...(await memoryApiDeps()),
    records: createMemoryEndpointRecords(...records),
    listSeries: async (endpoint, since, time, held) =>
      metrics.listSeries(endpoint, since, time, { now: clock.now }, held),
    readValues: async (all, range) => {
      asked.push([...all]);
      return metrics.readValues(all, range, { now: clock.now });
    },
    ...changes,
  };
  const ask = (query: string, asking: Asking = {}) =>
    createAskApi(deps, clock.now, () => undefined)(`/v1/utilization?${query}`, asking);
  const read = async (query: string, asking: Asking = {}) =>
    readAnswer(utilizationOperation, await ask(query, asking));
  return { deps, ask, read, asked, clock };
};

const red = { groups: ['team-red'] };
const ten = 'window=2026-01-01T00:50:00Z,2026-01-01T01:00:00Z';
const nameOf = ({ metric, statistic, component: of, copy, accelerator }: UtilizationAnswerSeries) =>
  [metric, statistic, of, copy, accelerator].filter((each) => each !== null).join(' ');

describe('GET /utilization', () => {
  it('tells GPUs by accelerator, CPU and memory by copy, and requests by component', async () => {
    const { read } = await open();
    const { series } = await read(`endpoint=chat&component=search&${ten}`);
    expect(series.map(nameOf)).toEqual([
      'gpuUtilization Average search search-i-1 gpu_0',
      'gpuUtilization Average search search-i-1 gpu_1',
      'gpuMemoryUtilization Average search search-i-1 gpu_0',
      'gpuMemoryUtilization Average search search-i-1 gpu_1',
      'cpuUtilization Average search search-i-1',
      'memoryUtilization Average search search-i-1',
      'invocations Sum search',
      'concurrentRequests Maximum search',
      'errors4xx Sum search',
      'errors5xx Sum search',
      'modelLatency Average search',
      'modelLatency p99 search',
      'overheadLatency Average search',
      'overheadLatency p99 search',
    ]);
    expect(series[0]).toMatchObject({
      unit: 'percent',
      variant: 'AllTraffic',
      model: 'search-model',
      instance: 'i-1',
      isWhole: true,
    });
    for (const { metric, values } of series)
      expect(values.some((value) => value !== null)).toBe(metric !== 'concurrentRequests');
  });

  it('says that it is from CloudWatch and estimated, and which times it is of', async () => {
    const { read } = await open();
    const { meta, times, endpoint } = await read(`endpoint=chat&${ten}&step=5m`);
    expect(endpoint).toBe('chat');
    expect(meta).toEqual({
      window: { from: '2026-01-01T00:50:00Z', to: '2026-01-01T01:00:00Z', zone: 'UTC' },
      source: 'CloudWatch',
      state: 'estimated',
      readAt: '2026-01-01T01:00:00Z',
      stepSeconds: 300,
      teams: null,
    });
    expect(times).toEqual(['2026-01-01T00:50:00Z', '2026-01-01T00:55:00Z']);
  });

  it('has no value, and no 0, where there is no sample', async () => {
    const { read } = await open();
    const { series } = await read(
      'endpoint=chat&component=search&metrics=invocations,cpuUtilization&step=10m&' +
        'window=2026-01-01T00:00:00Z,2026-01-01T01:00:00Z',
    );
    const cpu = series.find(({ metric }) => metric === 'cpuUtilization')?.values;
    expect(cpu?.map((value) => value !== null)).toEqual([false, true, true, true, true, true]);
    expect(series.find(({ metric }) => metric === 'invocations')?.values).toEqual([
      null,
      null,
      null,
      600,
      600,
      600,
    ]);
  });

  it('is a table with a column for each step, where that is asked for', async () => {
    const { ask } = await open();
    const query =
      'endpoint=chat&component=search&metrics=cpuUtilization,invocations&detail=component&step=10m&' +
      'window=2026-01-01T00:00:00Z,2026-01-01T00:40:00Z';
    for (const _ of ['read', 'kept']) {
      const { headers, text } = await ask(query, { headers: { accept: 'text/csv' } });
      const [head, cpu, invocations, ...others] = text.split('\r\n');
      expect(head).toBe(
        'metric,statistic,unit,variant,component,model,instance,copy,accelerator,isWhole,2026-01-01T00:00:00Z,' +
          '2026-01-01T00:10:00Z,2026-01-01T00:20:00Z,2026-01-01T00:30:00Z',
      );
      expect(cpu).toMatch(
        /^cpuUtilization,Average,percent,AllTraffic,search,search-model,,,,true,,[\d.]+,[\d.]+,[\d.]+$/,
      );
      expect(invocations).toBe('invocations,Sum,count,AllTraffic,search,search-model,,,,true,,,,600');
      expect(others).toEqual(['']);
      expect(JSON.parse(headers['tenner-meta'] ?? '')).toMatchObject({
        source: 'CloudWatch',
        stepSeconds: 600,
      });
    }
  });

  it('goes up to now, in steps as fine as samples are published', async () => {
    const { read } = await open(undefined, moved(one, 37));
    const { meta, times } = await read('endpoint=chat&component=ads&metrics=cpuUtilization&window=1m');
    expect(meta).toMatchObject({ stepSeconds: 10, window: { to: '2026-01-01T01:00:30Z' } });
    expect(times).toHaveLength(6);
    const slow = deploymentOf({ config: configOf('slow', undefined, 60) });
    const { read: readSlow } = await open([chat(both, { deployments: [slow] })]);
    expect((await readSlow(`endpoint=chat&${ten}`)).meta.stepSeconds).toBe(60);
  });

  it('tells by component alone where that is asked for, or nothing tells copies apart', async () => {
    const { read } = await open();
    const query = 'endpoint=chat&metrics=gpuUtilization,memoryUtilization,invocations';
    const { series } = await read(`${query}&${ten}&detail=component`);
    expect(series.map(nameOf)).toEqual([
      'gpuUtilization Average search',
      'memoryUtilization Average search',
      'invocations Sum search',
      'gpuUtilization Average ads',
      'memoryUtilization Average ads',
      'invocations Sum ads',
    ]);
    // Nobody lists what is two weeks old, and of this the ledger has no buckets.
    const late = await open(undefined, moved(midnight, 20 * 86_400));
    const old = await late.read(`${query}&component=ads&window=2026-01-01T00:00:00Z,2026-01-01T01:00:00Z`);
    expect(old.series.map(nameOf)).toEqual([
      'gpuUtilization Average ads',
      'memoryUtilization Average ads',
      'invocations Sum ads',
    ]);
    expect(old.meta.stepSeconds).toBe(300);
  });

  it('knows copies from the ledger when CloudWatch lists them no more', async () => {
    const { read, deps } = await open(undefined, moved(midnight, 20 * 86_400));
    const pool = poolOf({ endpoint: 'chat', endpointArn: arn });
    const holdings = [0, 1].map((gpu) => {
      return { component: 'search', container: 'search-i-1', accelerator: `gpu_${gpu}`, counts: '1*30' };
    });
    const samples = [samplesOf({ instances: { 'i-1': '1*30' }, holdings })];
    await fillPool(deps.ledger, pool, { from: midnight, to: one }, () => ({ samples }), {
      acceleratorDimension: 'GpuId',
    });
    const { series } = await read(
      'endpoint=chat&component=search&metrics=gpuUtilization&window=2026-01-01T00:30:00Z,2026-01-01T01:00:00Z',
    );
    expect(series.map(nameOf)).toEqual([
      'gpuUtilization Average search search-i-1 gpu_0',
      'gpuUtilization Average search search-i-1 gpu_1',
    ]);
    expect(series.every(({ values }) => values.every((value) => value !== null))).toBe(true);
  });

  it('reads accelerators under whatever CloudWatch calls their dimension', async () => {
    const other = buildDeployment({ acceleratorDimension: 'AcceleratorId' });
    const instance = buildInstance('i-1', other);
    const played = buildWorld({
      ...world,
      endpoints: [buildEndpoint([other])],
      instances: [instance],
      placements: [buildPlacement('search', instance)],
    });
    const { read, asked, deps } = await open(undefined, one, played);
    // The ledger knows it by the name that it had before.
    const holdings = [{ component: 'search', container: 'search-i-1', counts: '1*30' }];
    const pool = poolOf({ endpoint: 'chat', endpointArn: arn });
    await fillPool(
      deps.ledger,
      pool,
      { from: midnight, to: one },
      () => ({ samples: [samplesOf({ holdings })] }),
      {
        acceleratorDimension: 'GpuId',
      },
    );
    const { series } = await read(`endpoint=chat&component=search&metrics=gpuUtilization&${ten}`);
    expect(series[0]?.values.every((value) => value !== null)).toBe(true);
    expect(asked[0]?.[0]?.dimensions).toMatchObject({ AcceleratorId: 'gpu_0' });
  });

  it('gives by its adapters on the stand-in what it gives in memory', async () => {
    const clock = createVirtualClock(one);
    const sources = [createFleetPlayer({ world })];
    const standIns = await openStandIns({ clock, services: [createCloudWatchService({ clock, sources })] });
    const client = new CloudWatchClient(standIns.client);
    const real = await open(undefined, one, world, {
      listSeries: createListSeries(client, () => {}),
      readValues: createReadValues(client, { sleep: async () => undefined, random: () => 0 }),
    });
    const query = `endpoint=chat&${ten}&step=1m`;
    const answer = await real.ask(query);
    await standIns.close();
    expect(answer.json).toEqual(await (await open()).read(query));
  });

  it('leaves out copies that CloudWatch only remembers', async () => {
    const gone = buildPlacement('ads', host, {
      containerId: 'old',
      accelerators: [3],
      from: minute(1),
      to: minute(20),
    });
    const played = buildWorld({ ...world, placements: [...world.placements, gone] });
    const { read } = await open(undefined, one, played);
    const query = 'endpoint=chat&component=ads&metrics=cpuUtilization';
    expect((await read(`${query}&${ten}`)).series.map(({ copy }) => copy)).toEqual(['ads-i-1']);
    expect((await read(`${query}&window=1h`)).series.map(({ copy }) => copy)).toEqual(['ads-i-1', 'old']);
  });

  it('tells requests by copy where one instance or copy is asked for', async () => {
    const { read, ask } = await open();
    const query = `endpoint=chat&metrics=invocations,cpuUtilization&${ten}&step=10m`;
    const { series } = await read(`${query}&copy=search-i-1`);
    expect(series.map(nameOf)).toEqual([
      'invocations Sum search search-i-1',
      'cpuUtilization Average search search-i-1',
    ]);
    expect(series[0]?.values).toEqual([600]);
    expect((await read(`${query}&instance=i-1`)).series.map(({ copy }) => copy)).toEqual([
      'search-i-1',
      'search-i-1',
      'ads-i-1',
      'ads-i-1',
    ]);
    const missing = await ask(`${query}&instance=i-2`);
    expect(missing.status).toBe(404);
    expect(missing.json).toMatchObject({ detail: 'no instance "i-2"; there is "i-1"' });
  });

  it('has of an adapter its requests alone', async () => {
    const adapter = component('tuned', 'red', { base: 'search' });
    const { read } = await open([chat([...both, adapter])]);
    const { series } = await read(`endpoint=chat&component=tuned&${ten}`);
    expect(new Set(series.map(({ metric }) => metric))).toEqual(
      new Set([
        'invocations',
        'concurrentRequests',
        'errors4xx',
        'errors5xx',
        'modelLatency',
        'overheadLatency',
      ]),
    );
  });

  it('tells of a variant without components by instance', async () => {
    const config = configOf();
    const variants = config.variants.map((each) => ({ ...each, model: 'whole-model' }));
    const { read } = await open([
      chat([], { deployments: [deploymentOf({ config: { ...config, variants } })] }),
    ]);
    const { series } = await read(`endpoint=chat&metrics=cpuUtilization,invocations&${ten}&step=10m`);
    expect(series).toMatchObject([
      { metric: 'cpuUtilization', component: null, model: 'whole-model', instance: 'i-1', copy: null },
      { metric: 'invocations', component: null, instance: null, values: [600] },
    ]);
  });

  it('says which series CloudWatch would not give', async () => {
    const { read } = await open(undefined, one, world, {
      readValues: async (all) => all.map((_, index) => (index === 0 ? undefined : [7])),
    });
    const { series } = await read(
      `endpoint=chat&component=ads&metrics=cpuUtilization,memoryUtilization&${ten}&step=10m`,
    );
    expect(series.map(({ isWhole, values }) => [isWhole, values])).toEqual([
      [false, [null]],
      [true, [7]],
    ]);
  });

  it('says so when CloudWatch gives or lists nothing at all', async () => {
    const unread = await open(undefined, one, world, { readValues: async (all) => all.map(() => undefined) });
    const answer = await unread.ask(`endpoint=chat&${ten}`);
    expect([answer.status, answer.headers['retry-after']]).toEqual([503, '5']);
    const unlisted = await open(undefined, one, world, {
      listSeries: () => Promise.reject(new UpstreamError('metrics.unlisted', 'x')),
    });
    expect((await unlisted.ask(`endpoint=chat&${ten}`)).status).toBe(503);
  });

  it('gives for half a minute what it has read for the same question, and to nobody else', async () => {
    const { ask, asked, clock } = await open();
    const query = 'endpoint=chat&component=search&window=5m';
    const first = await ask(query, red);
    clock.now = moved(one, 29);
    const again = await ask(query, red);
    expect(again.text).toBe(first.text);
    expect(asked).toHaveLength(1);
    await ask(query);
    await ask(`${query}&metrics=invocations`, red);
    expect(asked).toHaveLength(3);
    clock.now = moved(one, 30);
    expect((await ask(query, red)).text).not.toBe(first.text);
    expect(asked).toHaveLength(4);
  });

  it('tells a team of its own components alone, as if there were no others', async () => {
    const alone = await open([chat([component('search', 'red')])], one, {
      ...world,
      placements: world.placements.filter((placement) => placement.component === 'search'),
    });
    const beside = await open();
    const query = `endpoint=chat&${ten}`;
    const own = await alone.ask(query, red);
    expect((own.json as UtilizationAnswer).series).toHaveLength(14);
    const seen = await beside.ask(query, red);
    expect(seen.text).toBe(own.text);
    expect(seen.headers.etag).toBe(own.headers.etag);
    expect(seen.text).not.toContain('ads');
  });

  it('tells a team of the steps that lie whole in the time in which it was its own', async () => {
    const tags = teamTags(['blue', midnight], ['red', at('2026-01-01T00:30:00Z')]);
    const { read } = await open([chat([component('ads', 'x', { tags })])]);
    const told = async (asking: Asking, step: string) => {
      const query = `endpoint=chat&metrics=cpuUtilization&detail=component&step=${step}`;
      const { series } = await read(`${query}&window=2026-01-01T00:00:00Z,2026-01-01T01:00:00Z`, asking);
      return series[0]?.values.map((value) => value !== null);
    };
    expect(await told(red, '15m')).toEqual([false, false, true, true]);
    expect(await told({ groups: ['team-blue'] }, '15m')).toEqual([true, true, false, false]);
    expect(await told(red, '20m')).toEqual([false, false, true]);
    expect(await told({}, '20m')).toEqual([true, true, true]);
    expect(await told({ groups: ['team-red', 'team-blue'] }, '20m')).toEqual([true, true, true]);
  });

  it('names no copy to a team that was there before the component was its own', async () => {
    const tags = teamTags(['blue', midnight], ['red', at('2026-01-01T00:30:00Z')]);
    const before = buildPlacement('ads', host, { containerId: 'theirs', accelerators: [3], to: minute(20) });
    const played = buildWorld({ ...world, placements: [...world.placements, before] });
    const { ask, deps } = await open([chat([component('ads', 'x', { tags })])], one, played);
    const pool = poolOf({ endpoint: 'chat', endpointArn: arn });
    const holding = (container: string) => ({ component: 'ads', container, counts: '1*30' });
    await fillPool(deps.ledger, pool, { from: midnight, to: one }, (start) => ({
      samples: [
        samplesOf({ holdings: [holding('ads-i-1'), ...(start < minute(20) ? [holding('theirs')] : [])] }),
      ],
    }));
    const query = 'endpoint=chat&window=1h';
    expect((await ask(query, red)).text).not.toContain('theirs');
    expect((await ask(query)).text).toContain('theirs');
    const named = await ask(`${query}&copy=theirs`, red);
    const unknown = await ask(`${query}&copy=nobodys`, red);
    expect(named.text.replaceAll('theirs', 'X')).toBe(unknown.text.replaceAll('nobodys', 'X'));
  });

  it('answers alike for names that there are not and names that are not the asker’s', async () => {
    const blues = recordOf({
      name: 'blues',
      arn: 'arn:aws:sagemaker:us-east-1:123456789012:endpoint/blues',
      components: [component('b', 'blue')],
    });
    const { ask } = await open([chat(), blues]);
    const problem = async (query: string, name: string) => {
      const { status, text } = await ask(`${query}=${name}&${ten}`, red);
      return { status, text: text.replaceAll(name, 'NAME') };
    };
    for (const [query, foreign, unknown] of [
      ['endpoint', 'blues', 'nones'],
      ['endpoint=chat&component', 'ads', 'adz'],
    ] as const) {
      const answered = await problem(query, foreign);
      expect(answered.status).toBe(404);
      expect(answered).toEqual(await problem(query, unknown));
    }
    expect((await problem('endpoint', 'chatt')).text).toContain(
      '(is \\"chat\\" meant?); there is \\"chat\\"',
    );
  });

  it('refuses more series and values than an answer has room for, and says what would fit', async () => {
    const many = Array.from({ length: 21 }, (_, index) => component(`c${index}`, 'red'));
    const { ask } = await open([chat(many)]);
    const errors = async (query: string) => {
      const { status, json } = await ask(query);
      expect(status).toBe(400);
      return (json as { errors: unknown[] }).errors;
    };
    // Nothing is listed of them: ten metrics and two percentiles each.
    expect(await errors(`endpoint=chat&${ten}`)).toEqual([
      {
        parameter: 'metrics',
        detail: 'would make 252 series, more than 200; expected one component, or fewer metrics',
      },
    ]);
    const day = 'window=2026-01-01T00:00:00Z,2026-01-02T00:00:00Z';
    expect(await errors(`endpoint=chat&${day}&step=10s&component=c1`)).toEqual([
      {
        parameter: 'step',
        detail:
          'is 10s, which makes 8640 points a series, more than 1440; expected 1m or more, or a shorter window',
      },
    ]);
    expect(
      await errors(`endpoint=chat&${day}&step=1m&metrics=invocations,errors4xx,errors5xx,modelLatency`),
    ).toEqual([
      {
        parameter: 'step',
        detail:
          'is 1m, which makes 1440 points of 105 series, more than 100000 values; expected 5m or more, or a shorter window',
      },
    ]);
  });

  it('chooses a step that there is room for', async () => {
    const many = Array.from({ length: 16 }, (_, index) => component(`c${index}`, 'red'));
    const { read } = await open([chat(many)]);
    const { meta, times } = await read('endpoint=chat&window=2026-01-01T00:00:00Z,2026-01-02T00:00:00Z');
    expect([meta.stepSeconds, times.length]).toEqual([300, 288]);
  });

  it.each([
    ['2026-01-01T04:00:00Z', 'step=10s', 'step', 'expected a multiple of 1m'],
    ['2026-01-20T00:00:00Z', 'step=1m', 'step', 'expected a multiple of 5m'],
    ['2026-04-01T00:00:00Z', 'step=5m', 'step', 'expected a multiple of 1h'],
    ['2027-06-01T00:00:00Z', '', 'window', 'CloudWatch keeps metrics for 455 days'],
    ['2026-01-01T02:00:00Z', 'step=50s', 'step', 'expected 10s, 20s, 30s or whole minutes'],
    ['2026-01-01T02:00:00Z', 'step=1d', 'step', 'expected 10s, 20s, 30s or whole minutes'],
    ['2026-01-01T02:00:00Z', 'step=6h', 'step', 'of which none ends within the window'],
  ])('at %s refuses %s', async (now, more, parameter, detail) => {
    const { ask } = await open(undefined, at(now));
    const query = 'endpoint=chat&window=2026-01-01T00:00:00Z,2026-01-01T01:00:00Z';
    const { status, json } = await ask(`${query}&${more}`);
    expect(status).toBe(400);
    expect(json).toMatchObject({ errors: [{ parameter, detail: expect.stringContaining(detail) }] });
  });

  it('tells every fault at once', async () => {
    const { ask } = await open();
    const { status, json } = await ask(
      'window=2d&step=7s&metrics=gpu,invocation&detail=gpu&limit=3&component=',
    );
    expect(status).toBe(400);
    expect((json as { errors: { parameter: string }[] }).errors.map(({ parameter }) => parameter)).toEqual([
      'limit',
      'endpoint',
      'component',
      'step',
      'detail',
      'metrics',
      'window',
    ]);
  });
});
