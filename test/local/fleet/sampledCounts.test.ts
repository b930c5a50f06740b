import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Fleet } from '#local/fleet/fleet.ts';
import { createFleetPlayer } from '#local/fleet/fleetPlayer.ts';
import type { World } from '#local/fleet/world.ts';
import { worldOfTrace } from '#local/fleet/worldOfTrace.ts';
import { buildTrace, component, midnight } from './buildTrace.ts';

const end = 900;
const isThere = (time: number) => (interval: { from: number; to: number }) =>
  interval.from <= time && time < interval.to;

/** What is published at one instant, sample by sample: `namespace metric` and everything it can be known by. */
const samplesAt = (fleet: Fleet, time: number): { metric: string; known: Record<string, string> }[] => {
  const placements = fleet.placements.filter(isThere(time));
  const instances = fleet.instances.filter(isThere(time)).map((instance) => ({
    EndpointName: instance.endpoint,
    VariantName: instance.variant,
    InstanceId: instance.instanceId,
    InstanceType: instance.instanceType,
  }));
  const onCopies = placements.map(({ component: name, containerId, instance, accelerators }) => ({
    numbers: accelerators,
    known: {
      EndpointName: instance.endpoint,
      VariantName: instance.variant,
      InstanceId: instance.instanceId,
      InstanceType: instance.instanceType,
      ContainerId: containerId,
      InferenceComponentName: name,
    },
  }));
  return [
    ...instances.map((known) => ({ metric: '/aws/sagemaker/Endpoints CPUUtilization', known })),
    ...(placements.length > 0 ? instances : []).map((known) => ({
      metric: '/aws/sagemaker/Endpoints CPUUtilizationNormalized',
      known,
    })),
    ...onCopies.map(({ known }) => ({
      metric: '/aws/sagemaker/InferenceComponents CPUUtilizationNormalized',
      known,
    })),
    ...onCopies.flatMap(({ known, numbers }) =>
      numbers.map((number) => ({
        metric: '/aws/sagemaker/InferenceComponents GPUUtilizationNormalized',
        known: { ...known, GpuId: `gpu_${number}` },
      })),
    ),
  ];
};

const sets: Readonly<Record<string, readonly string[]>> = {
  '/aws/sagemaker/InferenceComponents GPUUtilizationNormalized': [
    'EndpointName VariantName InstanceId ContainerId InferenceComponentName GpuId',
    'InferenceComponentName GpuId',
    'InferenceComponentName',
    'InferenceComponentName InstanceType',
    'EndpointName GpuId',
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

/** Counts of every series by walking every sample in [from, to). */
const countSlowly = (fleet: Fleet, frequency: number, from: number, to: number): Map<string, number> => {
  const counts = new Map<string, number>();
  for (let time = Math.ceil(from / frequency) * frequency; time < to; time += frequency)
    for (const { metric, known } of samplesAt(fleet, time))
      for (const set of sets[metric] ?? []) {
        const picked = Object.fromEntries(
          set.split(' ').map((name) => [name, known[name as keyof typeof known] ?? '']),
        );
        const key = seriesKey(metric, picked);
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

describe('sampled counts', () => {
  it('equal a walk over every sample, in every dimension set, for any fleet and frequency', () => {
    fc.assert(
      fc.property(
        traces,
        fc.constantFrom(10 as const, 30 as const, 60 as const),
        fc.integer({ min: 0, max: 10 }),
        fc.integer({ min: 1, max: 8 }),
        (trace, frequency, first, minutes) => {
          const world = worldOfTrace(trace, { publishFrequency: frequency });
          const from = midnight + first * 60;
          const to = from + minutes * 60;
          expect(countByPlayer(world, from, to)).toEqual(countSlowly(world, frequency, from, to));
        },
      ),
      { numRuns: 150 },
    );
  });
});
