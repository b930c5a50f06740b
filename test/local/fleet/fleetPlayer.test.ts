import { describe, expect, it } from 'vitest';
import type { MetricSource, Statistic } from '#local/aws/cloudwatch/metricSource.ts';
import { createFleetPlayer } from '#local/fleet/fleetPlayer.ts';
import type { Trace } from '#local/fleet/trace.ts';
import { type TraceWorldOptions, worldOfTrace } from '#local/fleet/worldOfTrace.ts';
import { buildTrace, component, midnight } from './buildTrace.ts';

const copies = '/aws/sagemaker/InferenceComponents';
const endpoints = '/aws/sagemaker/Endpoints';
const requests = 'AWS/SageMaker';

// Two instances of four GPUs; a holds 2 from 0:05 to 1:05, b holds 1 on two copies from 1:00.
const trace = buildTrace({
  components: [component('a', 2), component('b', 1)],
  instances: { 'ml.g6.12xlarge': [[0, 2]] },
  copies: {
    a: [
      [5, 1],
      [65, 0],
    ],
    b: [[60, 2]],
  },
  invocations: [[0, 120, 'a', 7]],
});

const play = (played: Trace, options: Partial<TraceWorldOptions> = {}): MetricSource =>
  createFleetPlayer({ world: worldOfTrace(played, { publishFrequency: 10, ...options }) });

const read = (
  source: MetricSource,
  namespace: string,
  name: string,
  dimensions: Record<string, string>,
  given: { statistic?: Statistic; start?: number; end?: number; period?: number; before?: number } = {},
): number[] => {
  const { statistic = 'SampleCount', start = 0, end = 120, period = 60, before = 1e6 } = given;
  const request = {
    statistic,
    start: midnight + start,
    end: midnight + end,
    period,
    before: midnight + before,
  };
  return [...source.read({ ...request, metric: { namespace, name, dimensions } })];
};

const list = (source: MetricSource, namespace: string, name: string, from = 0, to = 120): string[] =>
  Array.from(
    source.list({ namespace, name }, midnight + from, midnight + to),
    ({ metric, firstSampleAt }) => {
      const names = Object.keys(metric.dimensions)
        .toSorted((a, b) => a.localeCompare(b))
        .join(' ');
      return `${names} ${firstSampleAt - midnight}`;
    },
  ).toSorted((a, b) => (a < b ? -1 : 1));

describe('createFleetPlayer', () => {
  it('has a sample at each multiple of the frequency from start, inclusive, to end, exclusive', () => {
    const source = play(trace);
    const gpus = { InferenceComponentName: 'a' };
    // 2 GPUs at 0:10, 0:20 … 0:50; then at 1:00.
    expect(read(source, copies, 'GPUUtilizationNormalized', gpus)).toEqual([10, 2]);
    expect(read(source, copies, 'CPUUtilizationNormalized', gpus)).toEqual([5, 1]);
    expect(read(source, copies, 'GPUUtilizationNormalized', gpus, { period: 10, end: 30 })).toEqual([
      Number.NaN,
      2,
      2,
    ]);
  });

  it('knows only samples stamped before the asked time, and none before it starts', () => {
    const gpus = { InferenceComponentName: 'a' };
    expect(read(play(trace), copies, 'GPUUtilizationNormalized', gpus, { before: 30 })).toEqual([
      4,
      Number.NaN,
    ]);
    const late = play(trace, { startsAt: midnight + 35 });
    expect(read(late, copies, 'GPUUtilizationNormalized', gpus)).toEqual([4, 2]);
    expect(list(late, copies, 'GPUUtilizationNormalized')).toContain('InferenceComponentName 40');
    expect(read(late, requests, 'Invocations', gpus, { statistic: 'Sum' })).toEqual([1, 4]);
  });

  it('publishes a container under the six dimensions, and the documented sums, each counted from its first sample', () => {
    expect(list(play(trace), copies, 'GPUUtilizationNormalized', 0, 30)).toEqual([
      'ContainerId EndpointName GpuId InferenceComponentName InstanceId VariantName 10',
      'ContainerId EndpointName GpuId InferenceComponentName InstanceId VariantName 10',
      'EndpointName GpuId 10',
      'EndpointName GpuId 10',
      'GpuId InferenceComponentName 10',
      'GpuId InferenceComponentName 10',
      'InferenceComponentName 10',
    ]);
    expect(list(play(trace), endpoints, 'CPUUtilization', 0, 10)).toEqual([
      'EndpointName InstanceId VariantName 0',
      'EndpointName InstanceId VariantName 0',
      'EndpointName VariantName 0',
    ]);
  });

  it('names accelerators gpu_0, gpu_1 … under the dimension asked for', () => {
    const source = play(trace, { acceleratorDimension: 'AcceleratorId' });
    const count = read(source, copies, 'GPUUtilizationNormalized', {
      EndpointName: 'chat',
      AcceleratorId: 'gpu_1',
    });
    // Of the first minute only a's second accelerator.
    expect(count[0]).toBe(5);
    expect(
      read(source, copies, 'GPUUtilizationNormalized', { EndpointName: 'chat', GpuId: 'gpu_1' }),
    ).toEqual([]);
  });

  it('publishes by instance type for variants with instance pools only', () => {
    const pooled = buildTrace({
      components: [component('a', 4)],
      instances: { 'ml.g6.12xlarge': [[0, 1]], 'ml.g5.48xlarge': [[0, 1]] },
      copies: { a: [[0, 2]] },
    });
    const byType = (source: MetricSource, type: string) =>
      read(source, copies, 'GPUUtilizationNormalized', { InferenceComponentName: 'a', InstanceType: type });
    expect(byType(play(pooled), 'ml.g6.12xlarge')).toEqual([24, 24]);
    expect(byType(play(pooled), 'ml.g5.48xlarge')).toEqual([24, 24]);
    expect(byType(play(trace), 'ml.g6.12xlarge')).toEqual([]);
  });

  it('publishes normalized metrics and reservations only while the endpoint hosts a copy', () => {
    const source = play(trace);
    const variant = { EndpointName: 'chat', VariantName: 'AllTraffic' };
    expect(read(source, endpoints, 'CPUUtilization', variant)).toEqual([12, 12]);
    expect(read(source, endpoints, 'CPUUtilizationNormalized', variant)).toEqual([10, 12]);
    const reserved = read(source, endpoints, 'GPUReservation', variant, {
      statistic: 'Average',
      period: 10,
      end: 80,
    });
    // 2 of 8 while a runs, 4 of 8 at 1:00, 2 of 8 after it.
    expect(reserved).toEqual([Number.NaN, 25, 25, 25, 25, 25, 50, 25]);
  });

  it('shows each accelerator of an instance the load of the copy on it, and the instance their sum', () => {
    const source = play(trace);
    const [six] = [
      ...source.list({ namespace: copies, name: 'GPUUtilizationNormalized' }, midnight, midnight + 30),
    ].filter(({ metric }) => metric.dimensions.ContainerId !== undefined);
    const { InstanceId = '', GpuId = '' } = six?.metric.dimensions ?? {};
    const at = { statistic: 'Average' as const, start: 20, end: 30, period: 10 };
    const variant = { EndpointName: 'chat', VariantName: 'AllTraffic', InstanceId };
    const [own = -1] = read(source, copies, 'GPUUtilizationNormalized', { ...six?.metric.dimensions }, at);
    const [hosts] = read(source, endpoints, 'GPUUtilization', { ...variant, GpuId }, at);
    expect(own).toBeGreaterThanOrEqual(0);
    expect(own).toBeLessThanOrEqual(100);
    expect(hosts).toBe(own);
    const [other = -1] = read(source, endpoints, 'GPUUtilization', { ...variant, GpuId: 'gpu_1' }, at);
    expect(read(source, endpoints, 'GPUUtilization', variant, at)).toEqual([own + other]);
    expect(read(source, endpoints, 'GPUUtilization', { ...variant, GpuId: 'gpu_3' }, at)).toEqual([0]);
  });

  it('spreads invocations over the seconds without losing one, and deals them to the copies in turn', () => {
    const source = play(trace);
    const sum = { statistic: 'Sum' as const, period: 10, end: 130 };
    const byTen = read(source, requests, 'Invocations', { InferenceComponentName: 'a' }, sum);
    const nan = Number.NaN;
    // floor(7 × t / 120) steps at 0:18, 0:35, 0:52, 1:09, 1:26, 1:43 and 2:00.
    expect(byTen).toEqual([nan, 1, nan, 1, nan, 1, 1, nan, 1, nan, 1, 1, nan]);
    // The copy is there until 1:05; what comes after finds no capacity.
    const [lost] = read(
      source,
      requests,
      'NoCapacityInvocationFailures',
      { InferenceComponentName: 'a' },
      { period: 120, statistic: 'Sum' },
    );
    const served = [...source.list({ namespace: requests, name: 'Invocations' }, midnight, midnight + 120)]
      .filter(({ metric }) => metric.dimensions.ContainerId !== undefined)
      .map(({ metric }) =>
        read(source, requests, 'Invocations', { ...metric.dimensions }, { period: 120, statistic: 'Sum' }),
      );
    expect(served).toEqual([[4]]);
    expect(lost).toBe(3);
  });

  it('answers exact dimension sets only, and tells the frequency of what it knows', () => {
    const source = play(trace, { publishFrequency: 30 });
    expect(read(source, copies, 'GPUUtilizationNormalized', { EndpointName: 'chat' })).toEqual([]);
    expect(read(source, copies, 'GPUUtilizationNormalized', { InferenceComponentName: 'z' })).toEqual([]);
    expect(read(source, endpoints, 'GPUUtilizationNormalized', { InferenceComponentName: 'a' })).toEqual([]);
    const metric = {
      namespace: copies,
      name: 'GPUUtilizationNormalized',
      dimensions: { InferenceComponentName: 'a' },
    };
    expect(source.resolution(metric)).toBe(30);
    expect(source.resolution({ ...metric, dimensions: {} })).toBeUndefined();
  });

  it('lists what a filter on names and values asks for', () => {
    const found = play(trace).list(
      { dimensions: [{ name: 'InferenceComponentName', value: 'b' }, { name: 'GpuId' }] },
      midnight,
      midnight + 120,
    );
    const names = Array.from(
      found,
      ({ metric }) => `${metric.name} ${Object.keys(metric.dimensions).length}`,
    );
    expect(names.filter((name) => name === 'GPUUtilizationNormalized 6')).toHaveLength(2);
    expect(names.filter((name) => name === 'GPUUtilizationNormalized 2').length).toBeGreaterThan(0);
    expect(names.filter((name) => !/^GPU(Memory)?UtilizationNormalized [26]$/.test(name))).toEqual([]);
  });
});
