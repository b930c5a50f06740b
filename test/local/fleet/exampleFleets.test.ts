import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Fleet } from '#local/fleet/fleet.ts';
import { createFleetPlayer } from '#local/fleet/fleetPlayer.ts';
import { readTrace } from '#local/fleet/readTrace.ts';
import { repeatTrace } from '#local/fleet/repeatTrace.ts';
import type { Trace } from '#local/fleet/trace.ts';
import type { World } from '#local/fleet/world.ts';
import { worldOfTrace } from '#local/fleet/worldOfTrace.ts';
import { midnight } from './buildTrace.ts';

const day = 86_400;

const place = (trace: Trace): World => worldOfTrace(trace, { publishFrequency: 10 });

/** Copies of each component at a time. */
const copiesAt = (fleet: Fleet, time: number): Record<string, number> => {
  const counts: Record<string, number> = {};
  for (const { component, from, to } of fleet.placements)
    if (from <= time && time < to) counts[component] = (counts[component] ?? 0) + 1;
  return counts;
};

const countDay = async (folder: string, component: string): Promise<number | undefined> => {
  const trace = await readTrace(folder);
  const player = createFleetPlayer({ world: place(trace) });
  const [count] = player.read({
    metric: {
      namespace: '/aws/sagemaker/InferenceComponents',
      name: 'GPUUtilizationNormalized',
      dimensions: { InferenceComponentName: component },
    },
    statistic: 'SampleCount',
    start: midnight,
    end: midnight + day,
    period: day,
    before: midnight + day,
  });
  return count;
};

describe('the example fleets', () => {
  it("plays the AWS post's day: 4 GPUs of A, 2 of B and 4 from 09:00 to 17:30", async () => {
    const dir = 'local/examples/aws-post';
    // A: 4 × 8,640 samples. B: 2 × 8,640 + 2 × 8.5 h × 360.
    expect(await countDay(dir, 'component-a')).toBe(34_560);
    expect(await countDay(dir, 'component-b')).toBe(23_400);
    const fleet = place(await readTrace(dir));
    expect(fleet.instances.map(({ instanceType }) => instanceType)).toEqual([
      'ml.g6.12xlarge',
      'ml.g6.12xlarge',
    ]);
  });

  it.each(['aws-post', 'teams'])('repeats %s day after day without a seam', async (folder) => {
    const trace = await readTrace(`local/examples/${folder}`);
    expect([trace.start, trace.end]).toEqual([midnight, midnight + day]);
    const fleet = place(repeatTrace(trace, day, 3));
    const first = copiesAt(fleet, midnight + day / 2);
    expect(Object.keys(first).length).toBeGreaterThan(1);
    expect(copiesAt(fleet, midnight + 1.5 * day)).toEqual(first);
    expect(copiesAt(fleet, midnight + 2 * day)).toEqual(copiesAt(fleet, midnight));
    const atTheSeam = fleet.placements.filter(
      ({ from, to }) => from === midnight + day || to === midnight + day,
    );
    expect(atTheSeam).toEqual([]);
  });

  it('scales the nightly endpoint of the teams fleet to zero', async () => {
    const fleet = place(await readTrace('local/examples/teams'));
    const nightly = fleet.instances.filter(({ endpoint }) => endpoint === 'nightly');
    expect(nightly.map(({ from, to }) => [from - midnight, to - midnight])).toEqual([
      [3_600, 16_800],
      [3_600, 12_600],
    ]);
  });
});

// The traces lie beside the project, not in it.
for (const { name, copies, gpus } of [
  { name: 'helios-may', copies: 62_155, gpus: 764 },
  { name: 'openb-churn', copies: 5_861, gpus: undefined },
]) {
  const folder = `../shared/data/${name}`;
  describe.skipIf(!existsSync(folder))(`${name} (needs ${folder})`, () => {
    it('is placed without an error, every copy in its own container', { timeout: 20_000 }, async () => {
      const fleet = place(await readTrace(folder));
      expect(fleet.placements).toHaveLength(copies);
      expect(new Set(fleet.placements.map(({ containerId }) => containerId)).size).toBe(copies);
      if (gpus !== undefined) {
        const changes = fleet.placements
          .flatMap(({ from, to, accelerators }) => [
            [from, accelerators.length] as const,
            [to, -accelerators.length] as const,
          ])
          .toSorted(([a, plus], [b, other]) => a - b || plus - other);
        let held = 0;
        const peak = changes.reduce((most, [, change]) => {
          held += change;
          return Math.max(most, held);
        }, 0);
        expect(peak).toBe(gpus);
      }
    });
  });
}
