import { CloudWatchClient, GetMetricDataCommand, type MetricDataQuery } from '@aws-sdk/client-cloudwatch';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openLedger, readCosts } from '#cli/readLedger.ts';
import { createVirtualClock } from '#local/clock.ts';
import { worldOfTrace } from '#local/fleet/worldOfTrace.ts';
import { type FleetRun, startFleetRun } from '#local/fleetRun.ts';
import { synthesize } from '#local/synthesize.ts';
import { formatDollars } from '#shared/domain/money.ts';
import { traceOf } from '#test/builders/fleet.ts';
import { at } from '#test/builders/samples.ts';

/**
 * The queries of AWS's own sample (a SEARCH over six dimensions, then metric math), put to a fleet of two
 * ml.g6.12xlarge for one minute: component a holds four GPUs throughout, component b one GPU for the first half
 * minute and two for the second.
 */
const trace = traceOf({
  endpoint: 'sample',
  instances: { 'ml.g6.12xlarge': [['00:00', 2]] },
  components: {
    a: { gpus: 4, team: 'red', steps: [['00:00', 1]] },
    b: {
      gpus: 1,
      team: 'blue',
      steps: [
        ['00:00', 1],
        ['00:00:30', 2],
      ],
    },
  },
});
const from = at('2026-01-01T00:00:00Z');
const minute = at('2026-01-01T00:01:00Z');
const bucketEnd = at('2026-01-01T00:05:00Z');

const sixDimensions =
  '{/aws/sagemaker/InferenceComponents,EndpointName,VariantName,InstanceId,ContainerId,InferenceComponentName,GpuId}';
const search = (component: string) =>
  `SEARCH('${sixDimensions} MetricName="GPUUtilizationNormalized" EndpointName="sample"${component}','SampleCount',10)`;

let run: FleetRun;
let client: CloudWatchClient;

beforeAll(async () => {
  const clock = createVirtualClock(trace.start);
  const assembly = await synthesize();
  const world = worldOfTrace(trace, { publishFrequency: 10 });
  run = await startFleetRun({ world, assembly, clock, every: '5 minutes', port: 0 });
  await run.playTo(trace.start + 1_800);
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  client = new CloudWatchClient({ endpoint: run.cloud.url, region: 'us-east-1', credentials });
});
afterAll(() => run.cloud.stop());

const ask = async (queries: MetricDataQuery[], end = minute) => {
  const { MetricDataResults = [] } = await client.send(
    new GetMetricDataCommand({
      StartTime: new Date(from * 1000),
      EndTime: new Date(end * 1000),
      ScanBy: 'TimestampAscending',
      MetricDataQueries: queries,
    }),
  );
  return MetricDataResults.map(({ Id, Values = [] }) => ({ id: Id, values: Values }));
};

const costQueries = (component: string): MetricDataQuery[] => [
  { Id: 'e1', Expression: search(component), ReturnData: false },
  { Id: 'e2', Expression: 'SUM(e1)', ReturnData: true },
  { Id: 'e3', Expression: 'e2 * 5.752 / 4 / 360', ReturnData: true },
  { Id: 'e4', Expression: 'RUNNING_SUM(e3)', ReturnData: true },
];

const rounded = (values: number[] | undefined) => values?.map((value) => Number(value.toFixed(9)));

describe('the queries of AWS’s sample', () => {
  it('count the GPUs in use, and cost them slot by slot', async () => {
    const [gpus, cost, running] = await ask(costQueries(''));
    expect(gpus).toEqual({ id: 'e2', values: [5, 5, 5, 6, 6, 6] });
    // One GPU for ten seconds is 5.752 / 4 / 360 = 0.003994444 dollars.
    expect(rounded(cost?.values)).toEqual([
      0.019972222, 0.019972222, 0.019972222, 0.023966667, 0.023966667, 0.023966667,
    ]);
    expect(rounded(running?.values)).toEqual([
      0.019972222, 0.039944444, 0.059916667, 0.083883333, 0.10785, 0.131816667,
    ]);
  });

  it('give the post’s figure: four GPUs for one slot are 0.015977778', async () => {
    const [, cost] = await ask(costQueries(' InferenceComponentName="a"'));
    expect(rounded(cost?.values)).toEqual(Array.from({ length: 6 }, () => 0.015977778));
  });

  it('give every GPU its own series, named by its label', async () => {
    const property = (name: string) => `$\{PROP('Dim.${name}')}`;
    const Label = `${property('InferenceComponentName')} ${property('GpuId')}`;
    const { MetricDataResults = [] } = await client.send(
      new GetMetricDataCommand({
        StartTime: new Date(from * 1000),
        EndTime: new Date(minute * 1000),
        MetricDataQueries: [{ Id: 'e1', Expression: search(' InferenceComponentName="a"'), Label }],
      }),
    );
    expect(MetricDataResults.map((result) => result.Label).toSorted()).toEqual([
      'a gpu_0',
      'a gpu_1',
      'a gpu_2',
      'a gpu_3',
    ]);
  });

  it('find the free GPUs of the cluster', async () => {
    const answers = await ask([
      { Id: 'e1', Expression: `SUM(${search('')})`, ReturnData: false },
      {
        Id: 'm2',
        MetricStat: {
          Metric: {
            Namespace: '/aws/sagemaker/Endpoints',
            MetricName: 'CPUUtilizationNormalized',
            Dimensions: [
              { Name: 'EndpointName', Value: 'sample' },
              { Name: 'VariantName', Value: 'AllTraffic' },
            ],
          },
          Period: 10,
          Stat: 'SampleCount',
        },
        ReturnData: true,
      },
      { Id: 'free', Expression: 'm2 * 4 - e1', ReturnData: true },
    ]);
    expect(answers).toEqual([
      { id: 'm2', values: [2, 2, 2, 2, 2, 2] },
      { id: 'free', values: [3, 3, 3, 2, 2, 2] },
    ]);
  });

  it('agree with the ledger over a bucket', async () => {
    const { rows } = await readCosts(openLedger(run.cloud), { from, to: bucketEnd });
    const inLedger = rows.map(({ component, kind, cost }) => [
      component ?? kind,
      cost && formatDollars(cost),
    ]);
    // a: 4 × 300 s; b: 1 × 30 s + 2 × 270 s; idle: 8 × 300 s less both. One GPU-second is 5.752 / 4 / 3600 dollars.
    expect(inLedger).toEqual([
      ['a', '0.479333333'],
      ['b', '0.227683333'],
      ['idle', '0.251650000'],
    ]);
    for (const [component, dollars] of [
      ['a', 0.479333333],
      ['b', 0.227683333],
    ] as const) {
      const [, , running] = await ask(costQueries(` InferenceComponentName="${component}"`), bucketEnd);
      expect(Number(running?.values.at(-1)?.toFixed(9))).toBe(dollars);
    }
  });
});
