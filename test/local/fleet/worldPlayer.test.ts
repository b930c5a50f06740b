import { describe, expect, it } from 'vitest';
import type { MetricSource, Statistic } from '#local/aws/cloudwatch/metricSource.ts';
import { createFleetPlayer } from '#local/fleet/fleetPlayer.ts';
import type { World } from '#local/fleet/world.ts';
import {
  buildComponent,
  buildDeployment,
  buildEndpoint,
  buildInstance,
  buildPlacement,
  buildWorld,
  second,
} from '#test/builders/world.ts';

const copies = '/aws/sagemaker/InferenceComponents';
const hosts = '/aws/sagemaker/Endpoints';
const requests = 'AWS/SageMaker';
const nan = Number.NaN;

const play = (given: Partial<World>): MetricSource => createFleetPlayer({ world: buildWorld(given) });

type Range = { statistic?: Statistic; from?: number; to?: number; period?: number };

const read = (
  source: MetricSource,
  [namespace, name]: readonly [string, string],
  dimensions: Record<string, string>,
  { statistic = 'SampleCount', from = 0, to = 240, period = 60 }: Range = {},
): number[] => [
  ...source.read({
    metric: { namespace, name, dimensions },
    statistic,
    start: second(from),
    end: second(to),
    period,
    before: second(to),
  }),
];

/** The dimension values of what is listed, with the second of its first sample. */
const list = (source: MetricSource, namespace: string, name: string, from = 0, to = 240): string[] =>
  Array.from(
    source.list({ namespace, name }, second(from), second(to)),
    ({ metric: { dimensions }, firstSampleAt }) =>
      `${Object.entries(dimensions)
        .map(([key, value]) => `${key}=${value}`)
        .toSorted((a, b) => (a < b ? -1 : 1))
        .join(' ')} ${firstSampleAt - second(0)}`,
  ).toSorted((a, b) => (a < b ? -1 : 1));

const cpu = [hosts, 'CPUUtilization'] as const;
const gpu = [copies, 'GPUUtilizationNormalized'] as const;
const variant = { EndpointName: 'chat', VariantName: 'AllTraffic' };

describe('a blue/green deployment with another publish frequency and dimension', () => {
  // Blue publishes every 60 s until it is taken down at 3:00, green every 10 s from 1:30 on.
  const blue = buildDeployment({ publishFrequency: 60 });
  const green = buildDeployment({
    configName: 'chat-green',
    startedAt: second(60),
    finishedAt: second(150),
    publishFrequency: 10,
    acceleratorDimension: 'AcceleratorId',
  });
  const old = buildInstance('i-blue', blue, { to: second(180) });
  const fresh = buildInstance('i-green', green, { from: second(90) });
  const source = play({
    endpoints: [buildEndpoint([blue, green])],
    components: [buildComponent('a')],
    instances: [old, fresh],
    placements: [
      buildPlacement('a', old, { accelerators: [0, 1] }),
      buildPlacement('a', fresh, { accelerators: [0, 1] }),
    ],
    invocations: [{ time: second(0), seconds: 240, component: 'a', invocations: 240 }],
  });

  it('publishes each fleet at its own frequency, side by side', () => {
    expect(read(source, cpu, { ...variant, InstanceId: 'i-blue' })).toEqual([1, 1, 1, nan]);
    expect(read(source, cpu, { ...variant, InstanceId: 'i-green' })).toEqual([nan, 3, 6, 6]);
  });

  it('sums the samples of both, whatever their frequencies', () => {
    expect(read(source, cpu, variant)).toEqual([1, 4, 7, 6]);
    expect(read(source, gpu, { InferenceComponentName: 'a' })).toEqual([2, 8, 14, 12]);
    const values = { statistic: 'Sum', from: 120, to: 180, period: 10 } as const;
    const sum = (dimensions: Record<string, string>) => read(source, cpu, dimensions, values);
    const [blues, greens] = ['i-blue', 'i-green'].map((InstanceId) => sum({ ...variant, InstanceId }));
    expect(blues?.map(Number.isNaN)).toEqual([false, true, true, true, true, true]);
    expect(sum(variant)).toEqual(
      greens?.map((value, index) => value + (index === 0 ? (blues?.[0] ?? 0) : 0)),
    );
  });

  it('names the accelerators of each fleet as its deployment does', () => {
    const gpus = list(source, ...gpu).filter((line) => line.includes('InferenceComponentName=a'));
    const common = 'EndpointName=chat InferenceComponentName=a';
    expect(gpus).toEqual([
      `AcceleratorId=gpu_0 ContainerId=a-i-green ${common} InstanceId=i-green VariantName=AllTraffic 90`,
      'AcceleratorId=gpu_0 InferenceComponentName=a 90',
      `AcceleratorId=gpu_1 ContainerId=a-i-green ${common} InstanceId=i-green VariantName=AllTraffic 90`,
      'AcceleratorId=gpu_1 InferenceComponentName=a 90',
      `ContainerId=a-i-blue ${common.replace(' ', ' GpuId=gpu_0 ')} InstanceId=i-blue VariantName=AllTraffic 0`,
      `ContainerId=a-i-blue ${common.replace(' ', ' GpuId=gpu_1 ')} InstanceId=i-blue VariantName=AllTraffic 0`,
      'GpuId=gpu_0 InferenceComponentName=a 0',
      'GpuId=gpu_1 InferenceComponentName=a 0',
      'InferenceComponentName=a 0',
    ]);
    const per = (name: string, InstanceId: string) =>
      read(source, [hosts, 'GPUUtilization'], { ...variant, InstanceId, [name]: 'gpu_3' });
    expect(per('GpuId', 'i-blue')).toEqual([1, 1, 1, nan]);
    expect(per('AcceleratorId', 'i-green')).toEqual([nan, 3, 6, 6]);
    expect(per('GpuId', 'i-green')).toEqual([]);
  });

  it('tells the storage resolution of each series, of a sum the finest', () => {
    const resolution = (dimensions: Record<string, string>) =>
      source.resolution({ namespace: hosts, name: 'CPUUtilization', dimensions });
    expect(resolution({ ...variant, InstanceId: 'i-blue' })).toBe(60);
    expect(resolution({ ...variant, InstanceId: 'i-green' })).toBe(10);
    expect(resolution(variant)).toBe(10);
  });

  it('publishes requests at the frequency of the deployment in force, without losing one at the change', () => {
    const invocations = read(
      source,
      [requests, 'Invocations'],
      { InferenceComponentName: 'a' },
      { period: 10 },
    );
    // One a second: 60 a minute until 2:30, of which the minute that the change cuts has half; then 10 every 10 s.
    expect(invocations.filter((count) => !Number.isNaN(count))).toEqual([
      60, 60, 30, 10, 10, 10, 10, 10, 10, 10, 10, 10,
    ]);
    // Each copy of then has half of the first interval's ten; blue is gone after 3:00, and green has them all.
    const byCopy = { period: 10, from: 150, statistic: 'Sum' } as const;
    const served = (InstanceId: string) =>
      read(source, [requests, 'Invocations'], { ...variant, InstanceId }, byCopy);
    expect(served('i-blue')).toEqual([5, 5, 5, nan, nan, nan, nan, nan, nan]);
    expect(served('i-green')).toEqual([5, 5, 5, 10, 10, 10, 10, 10, 10]);
  });
});

describe('instance types', () => {
  const single = buildDeployment();
  const pooled = buildDeployment({
    configName: 'chat-pools',
    startedAt: second(120),
    variants: [{ variant: 'AllTraffic', instanceTypes: ['ml.g5.48xlarge', 'ml.g6.12xlarge'] }],
  });
  const before = buildInstance('i-1', single, { to: second(120) });
  const after = buildInstance('i-2', pooled);
  const source = play({
    endpoints: [buildEndpoint([single, pooled])],
    components: [buildComponent('a')],
    instances: [before, after],
    placements: [buildPlacement('a', before), buildPlacement('a', after)],
  });

  it('are a dimension only of instances whose deployment gives the variant several', () => {
    const type = { InstanceType: 'ml.g6.12xlarge' };
    expect(read(source, cpu, { ...variant, ...type })).toEqual([nan, nan, 6, 6]);
    expect(read(source, gpu, { InferenceComponentName: 'a', ...type })).toEqual([nan, nan, 6, 6]);
    expect(read(source, gpu, { InferenceComponentName: 'a' })).toEqual([6, 6, 6, 6]);
    expect(list(source, hosts, 'CPUUtilization').filter((line) => line.includes('InstanceType'))).toEqual([
      'EndpointName=chat InstanceType=ml.g6.12xlarge VariantName=AllTraffic 120',
    ]);
  });
});

describe('an endpoint that is deleted and created again under its name', () => {
  const first = buildDeployment();
  const later = buildDeployment({ startedAt: second(120), publishFrequency: 30 });
  const old = buildInstance('i-old', first, { to: second(60) });
  const fresh = buildInstance('i-new', later);
  const source = play({
    endpoints: [buildEndpoint([first], { deletedAt: second(60) }), buildEndpoint([later])],
    components: [
      buildComponent('a', { deletedAt: second(60) }),
      buildComponent('a', { createdAt: second(120) }),
    ],
    instances: [old, fresh],
    placements: [buildPlacement('a', old), buildPlacement('a', fresh)],
    invocations: [{ time: second(0), seconds: 240, component: 'a', invocations: 24 }],
  });

  it('has both lives under its name, the instances apart', () => {
    expect(read(source, cpu, variant)).toEqual([6, nan, 2, 2]);
    expect(read(source, cpu, { ...variant, InstanceId: 'i-old' })).toEqual([6, nan, nan, nan]);
    expect(read(source, cpu, { ...variant, InstanceId: 'i-new' })).toEqual([nan, nan, 2, 2]);
    expect(read(source, gpu, { InferenceComponentName: 'a' })).toEqual([6, nan, 2, 2]);
  });

  it('lists only what has samples in the range', () => {
    expect(list(source, hosts, 'CPUUtilization', 60, 240)).toEqual([
      'EndpointName=chat InstanceId=i-new VariantName=AllTraffic 120',
      'EndpointName=chat VariantName=AllTraffic 0',
    ]);
    expect(list(source, hosts, 'CPUUtilization', 60, 120)).toEqual([]);
  });

  it('has no request of the time in between', () => {
    const sum = { statistic: 'Sum' } as const;
    expect(read(source, [requests, 'Invocations'], { InferenceComponentName: 'a' }, sum)).toEqual([
      6,
      nan,
      6,
      6,
    ]);
  });
});

describe('a component that moves to another endpoint', () => {
  const chat = buildDeployment();
  const talk = buildDeployment({ configName: 'talk-config', publishFrequency: 60 });
  const left = buildInstance('i-chat', chat);
  const joined = buildInstance('i-talk', talk, { endpoint: 'talk' });
  const source = play({
    endpoints: [buildEndpoint([chat]), buildEndpoint([talk], { endpoint: 'talk' })],
    components: [
      buildComponent('a', { deletedAt: second(60) }),
      buildComponent('a', { endpoint: 'talk', createdAt: second(120) }),
    ],
    instances: [left, joined],
    placements: [
      buildPlacement('a', left, { to: second(60) }),
      buildPlacement('a', joined, { from: second(120) }),
    ],
  });

  it('goes on with the series of its name', () => {
    expect(read(source, gpu, { InferenceComponentName: 'a' })).toEqual([6, nan, 1, 1]);
    expect(read(source, gpu, { EndpointName: 'talk', GpuId: 'gpu_0' })).toEqual([nan, nan, 1, 1]);
    const listed = list(source, ...gpu);
    expect(listed.filter((line) => line === 'InferenceComponentName=a 0')).toHaveLength(1);
  });
});

describe('lost samples', () => {
  const deployment = buildDeployment();
  const instance = buildInstance('i-1', deployment);
  const source = play({
    endpoints: [buildEndpoint([deployment])],
    components: [buildComponent('a')],
    instances: [instance, buildInstance('i-2', deployment)],
    placements: [buildPlacement('a', instance)],
    lost: [
      { instanceId: 'i-1', from: second(55), to: second(80) },
      { instanceId: 'i-1', from: second(70), to: second(100) },
      { instanceId: 'i-1', containerId: 'a-i-1', from: second(0), to: second(30) },
    ],
  });
  const a = { InferenceComponentName: 'a' };

  it('are missing from every series of an instance, and from no container’s', () => {
    // 0:55 to 1:40: the samples at 1:00, 1:10, 1:20 and 1:30.
    expect(read(source, cpu, { ...variant, InstanceId: 'i-1' })).toEqual([6, 2, 6, 6]);
    expect(read(source, cpu, variant)).toEqual([12, 8, 12, 12]);
    expect(
      read(source, [hosts, 'GPUUtilization'], { ...variant, InstanceId: 'i-1', GpuId: 'gpu_0' }),
    ).toEqual([6, 2, 6, 6]);
    const average = { statistic: 'Average', from: 50, to: 110, period: 10 } as const;
    const values = read(source, cpu, { ...variant, InstanceId: 'i-1' }, average);
    expect(values.map(Number.isNaN)).toEqual([false, true, true, true, true, false]);
  });

  it('are missing from every series of a container, and from no instance’s', () => {
    expect(read(source, gpu, a)).toEqual([3, 6, 6, 6]);
    expect(
      read(source, gpu, { ...variant, ...a, InstanceId: 'i-1', ContainerId: 'a-i-1', GpuId: 'gpu_0' }),
    ).toEqual([3, 6, 6, 6]);
    expect(list(source, ...gpu)).toContain('InferenceComponentName=a 30');
  });
});
