import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Instance } from '#local/fleet/fleet.ts';
import { createFleetPlayer } from '#local/fleet/fleetPlayer.ts';
import { isPooled } from '#local/fleet/isPooled.ts';
import type { World } from '#local/fleet/world.ts';
import { worldOfTrace } from '#local/fleet/worldOfTrace.ts';
import { buildDeployment } from '#test/builders/world.ts';
import { buildTrace, component, midnight } from './buildTrace.ts';

const end = 900;
type Interval = { from: number; to: number };
const isThere = (time: number) => (interval: Interval) => interval.from <= time && time < interval.to;

type Sample = { metric: string; known: Readonly<Record<string, string>> };

/** What is published at one instant, sample by sample: `namespace metric` and everything it can be known by. */
const samplesAt = (world: World, time: number): Sample[] => {
  const isSent = ({ instanceId, deployment }: Instance, containerId?: string) =>
    time % deployment.publishFrequency === 0 &&
    !world.lost?.some(
      (gap) => gap.instanceId === instanceId && gap.containerId === containerId && isThere(time)(gap),
    );
  const running = world.placements.filter(isThere(time));
  const knownBy = (instance: Instance) => ({
    EndpointName: instance.endpoint,
    VariantName: instance.variant,
    InstanceId: instance.instanceId,
    ...(isPooled(instance.deployment, instance.variant) && { InstanceType: instance.instanceType }),
  });
  const instances = world.instances.filter((instance) => isThere(time)(instance) && isSent(instance));
  const onCopies = running
    .filter(({ instance, containerId }) => isSent(instance, containerId))
    .map(({ component: name, containerId, instance, accelerators }) => ({
      accelerators,
      dimension: instance.deployment.acceleratorDimension,
      known: { ...knownBy(instance), ContainerId: containerId, InferenceComponentName: name },
    }));
  return [
    ...instances.map((instance) => ({
      metric: '/aws/sagemaker/Endpoints CPUUtilization',
      known: knownBy(instance),
    })),
    ...(running.length > 0 ? instances : []).map((instance) => ({
      metric: '/aws/sagemaker/Endpoints CPUUtilizationNormalized',
      known: knownBy(instance),
    })),
    ...onCopies.map(({ known }) => ({
      metric: '/aws/sagemaker/InferenceComponents CPUUtilizationNormalized',
      known,
    })),
    ...onCopies.flatMap(({ known, accelerators, dimension }) =>
      accelerators.map((number) => ({
        metric: '/aws/sagemaker/InferenceComponents GPUUtilizationNormalized',
        known: { ...known, [dimension]: `gpu_${number}` },
      })),
    ),
  ];
};

const sets: Readonly<Record<string, readonly string[]>> = {
  '/aws/sagemaker/InferenceComponents GPUUtilizationNormalized': [
    'EndpointName VariantName InstanceId ContainerId InferenceComponentName GpuId',
    'EndpointName VariantName InstanceId ContainerId InferenceComponentName AcceleratorId',
    'InferenceComponentName GpuId',
    'InferenceComponentName AcceleratorId',
    'InferenceComponentName',
    'InferenceComponentName InstanceType',
    'EndpointName GpuId',
    'EndpointName AcceleratorId',
  ],
  '/aws/sagemaker/InferenceComponents CPUUtilizationNormalized': [
    'EndpointName VariantName InstanceId ContainerId InferenceComponentName',
    'InferenceComponentName',
    'InferenceComponentName InstanceType',
  ],
  '/aws/sagemaker/Endpoints CPUUtilization': [
    'EndpointName VariantName',
    'EndpointName VariantName InstanceType',
    'EndpointName VariantName InstanceId',
  ],
  '/aws/sagemaker/Endpoints CPUUtilizationNormalized': [
    'EndpointName VariantName',
    'EndpointName VariantName InstanceType',
    'EndpointName VariantName InstanceId',
  ],
};

const seriesKey = (metric: string, dimensions: Record<string, string>): string =>
  `${metric} ${JSON.stringify(Object.entries(dimensions).sort())}`;

/** Counts of every series by walking every sample in [from, to); each frequency is a multiple of ten seconds. */
const countSlowly = (world: World, from: number, to: number): Map<string, number> => {
  const counts = new Map<string, number>();
  for (let time = Math.ceil(from / 10) * 10; time < to; time += 10)
    for (const { metric, known } of samplesAt(world, time))
      for (const set of sets[metric] ?? []) {
        const names = set.split(' ');
        if (names.some((name) => known[name] === undefined)) continue;
        const key = seriesKey(metric, Object.fromEntries(names.map((name) => [name, known[name] ?? ''])));
        counts.set(key, (counts.get(key) ?? 0) + 1);
      }
  return counts;
};

/** The same through the player: what it lists, and the sum of what it reads of each. */
const countByPlayer = (world: World, from: number, to: number) => {
  const player = createFleetPlayer({ world });
  const counts = new Map<string, number>();
  for (const metric of Object.keys(sets)) {
    const [namespace = '', name = ''] = metric.split(' ');
    for (const listed of player.list({ namespace, name }, from, to)) {
      const points = player.read({
        metric: listed.metric,
        statistic: 'SampleCount',
        start: from,
        end: to,
        period: 60,
        before: to,
      });
      const count = [...points].reduce((sum, point) => sum + (Number.isNaN(point) ? 0 : point), 0);
      const byValue = player.read({
        metric: listed.metric,
        statistic: 'Maximum',
        start: from,
        end: to,
        period: 60,
        before: to,
      });
      // Where there are samples there are values, and nowhere else.
      expect([...byValue].map(Number.isNaN)).toEqual([...points].map(Number.isNaN));
      counts.set(seriesKey(metric, { ...listed.metric.dimensions }), count);
    }
  }
  return counts;
};

const steps = (most: number) =>
  fc.uniqueArray(fc.tuple(fc.integer({ min: 0, max: end }), fc.integer({ min: 0, max: most })), {
    minLength: 1,
    maxLength: 6,
    selector: ([time]) => time,
  });

// Three instances that stay can hold all that is ever placed (at most 4 × 1 + 3 × 2 + 1 × 8 of 24); others come and go.
const traces = fc
  .record({ one: steps(4), two: steps(3), eight: steps(1), spare: steps(2) })
  .map(({ one, two, eight, spare }) =>
    buildTrace({
      components: [component('one', 1), component('two', 2), component('eight', 8)],
      instances: { 'ml.g5.48xlarge': [[-60, 3]], 'ml.g6.12xlarge': spare },
      copies: { one, two, eight },
    }),
  );

const frequencies = fc.constantFrom(10 as const, 30 as const, 60 as const);
const deployments = fc
  .record({
    publishFrequency: frequencies,
    acceleratorDimension: fc.constantFrom('GpuId' as const, 'AcceleratorId' as const),
    types: fc.constantFrom(['ml.g5.48xlarge', 'ml.g6.12xlarge'], ['ml.g6.12xlarge']),
  })
  .map(({ types, ...given }) =>
    buildDeployment({ ...given, variants: [{ variant: 'AllTraffic', instanceTypes: types }] }),
  );
const gaps = fc.array(
  fc.tuple(fc.nat({ max: 20 }), fc.boolean(), fc.nat({ max: end }), fc.integer({ min: 1, max: 200 })),
  { maxLength: 6 },
);

/** A world whose instances are, in turn, of the one and the other deployment, and some of whose samples were lost. */
const worlds = fc
  .tuple(traces, fc.tuple(deployments, deployments), gaps)
  .map(([trace, [one, other], chosen]) => {
    const world = worldOfTrace(trace, { publishFrequency: 10 });
    for (const [index, instance] of world.instances.entries())
      instance.deployment = index % 2 === 0 ? one : other;
    const lost = chosen.flatMap(([index, isContainer, from, seconds]) => {
      const { instance, containerId } = world.placements[index] ?? {};
      const instanceId = (instance ?? world.instances[index])?.instanceId;
      const interval = { from: midnight + from, to: midnight + from + seconds };
      if (instanceId === undefined || (isContainer && containerId === undefined)) return [];
      return [{ instanceId, ...interval, ...(isContainer && containerId ? { containerId } : {}) }];
    });
    return { ...world, lost };
  });

describe('sampled counts', () => {
  it('equal a walk over every sample, in every dimension set, for any fleet and frequency', () => {
    fc.assert(
      fc.property(
        worlds,
        fc.integer({ min: 0, max: 10 }),
        fc.integer({ min: 1, max: 8 }),
        (world, first, minutes) => {
          const from = midnight + first * 60;
          const to = from + minutes * 60;
          expect(countByPlayer(world, from, to)).toEqual(countSlowly(world, from, to));
        },
      ),
      { numRuns: 150 },
    );
  });
});
