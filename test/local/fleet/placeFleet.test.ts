import { describe, expect, it } from 'vitest';
import type { Fleet } from '#local/fleet/fleet.ts';
import { placeFleet } from '#local/fleet/placeFleet.ts';
import type { Trace } from '#local/fleet/trace.ts';
import { buildDeployment } from '#test/builders/world.ts';
import { buildTrace, component, midnight } from './buildTrace.ts';

const place = (trace: Trace): Fleet => placeFleet(trace, () => buildDeployment());

/** Each placement as `component@instance:numbers from-to`, instances by ordinal, times after midnight. */
const show = (fleet: Fleet): string[] =>
  fleet.placements.map(
    ({ component: name, instance, accelerators, from, to }) =>
      `${name}@${fleet.instances.indexOf(instance)}:${accelerators.join('+')} ${from - midnight}-${to - midnight}`,
  );

const life = (fleet: Fleet): string[] =>
  fleet.instances.map(({ from, to, accelerators }) => `${accelerators}: ${from - midnight}-${to - midnight}`);

describe('placeFleet', () => {
  it('takes the lowest free numbers on the instance with the fewest free that suffice', () => {
    const fleet = place(
      buildTrace({
        components: [component('a', 3), component('b', 1), component('c', 2)],
        instances: { 'ml.g6.12xlarge': [[0, 2]] },
        copies: { a: [[0, 1]], c: [[1, 1]], b: [[2, 2]] },
      }),
    );
    expect(show(fleet)).toEqual([
      'a@0:0+1+2 0-Infinity',
      'c@1:0+1 1-Infinity',
      'b@0:3 2-Infinity',
      'b@1:2 2-Infinity',
    ]);
  });

  it('releases before it places at one instant, whatever the order of rows', () => {
    const fleet = place(
      buildTrace({
        components: [component('a', 4), component('b', 4)],
        instances: { 'ml.g6.12xlarge': [[0, 1]] },
        copies: {
          b: [[10, 1]],
          a: [
            [0, 1],
            [10, 0],
          ],
        },
      }),
    );
    expect(show(fleet)).toEqual(['a@0:0+1+2+3 0-10', 'b@0:0+1+2+3 10-Infinity']);
  });

  it('takes the newest copies of a component away first', () => {
    const fleet = place(
      buildTrace({
        components: [component('a', 1)],
        instances: { 'ml.g6.12xlarge': [[0, 1]] },
        copies: {
          a: [
            [0, 1],
            [5, 3],
            [9, 1],
          ],
        },
      }),
    );
    expect(show(fleet)).toEqual(['a@0:0 0-Infinity', 'a@0:1 5-9', 'a@0:2 5-9']);
  });

  it('lets the emptiest instance leave, the newest of equals, and places its copies anew in new containers', () => {
    const fleet = place(
      buildTrace({
        components: [component('a', 2), component('b', 1)],
        instances: {
          'ml.g6.12xlarge': [
            [0, 3],
            [20, 2],
            [30, 1],
          ],
        },
        copies: {
          a: [
            [0, 1],
            [10, 0],
          ],
          b: [[0, 3]],
        },
      }),
    );
    // b takes 2 beside a, the third goes to instance 1; a leaves; of 1 (one held) and 2 (none) the empty 2 goes first.
    expect(life(fleet)).toEqual(['4: 0-Infinity', '4: 0-30', '4: 0-20']);
    expect(show(fleet)).toEqual([
      'a@0:0+1 0-10',
      'b@0:2 0-Infinity',
      'b@0:3 0-Infinity',
      'b@1:0 0-30',
      'b@0:0 30-Infinity',
    ]);
    const [, , , before, after] = fleet.placements;
    expect(after?.containerId).not.toBe(before?.containerId);
  });

  it('moves copies to a new type that comes at the instant the old one leaves', () => {
    const fleet = place(
      buildTrace({
        components: [component('a', 4)],
        instances: {
          'ml.g6.12xlarge': [
            [0, 1],
            [60, 0],
          ],
          'ml.g5.48xlarge': [[60, 1]],
        },
        copies: { a: [[0, 1]] },
      }),
    );
    expect(show(fleet)).toEqual(['a@0:0+1+2+3 0-60', 'a@1:0+1+2+3 60-Infinity']);
  });

  it('gives realistic ids that are the same at every replay', () => {
    const trace = buildTrace({
      components: [component('a', 1)],
      instances: { 'ml.g6.12xlarge': [[0, 2]] },
      copies: { a: [[0, 2]] },
    });
    const fleet = place(trace);
    expect(fleet.instances.map(({ instanceId }) => instanceId)).toEqual([
      expect.stringMatching(/^i-[0-9a-f]{17}$/),
      expect.stringMatching(/^i-[0-9a-f]{17}$/),
    ]);
    expect(fleet.placements[0]?.containerId).toMatch(/^[0-9a-f]{12}$/);
    expect(place(trace)).toEqual(fleet);
  });

  it('names time, component, need and what was free when a copy does not fit', () => {
    const trace = buildTrace({
      components: [component('big', 3)],
      instances: { 'ml.g6.12xlarge': [[0, 2]] },
      copies: {
        big: [
          [0, 2],
          [3_600, 3],
        ],
      },
    });
    expect(() => place(trace)).toThrow(
      '2026-01-01T01:00:00Z: component big: a copy needs 3 accelerators on one instance of endpoint chat, variant AllTraffic; free: at most 1 on one of 2 instances, 2 in all',
    );
  });

  it('says so when copies are placed where no instance runs', () => {
    const trace = buildTrace({
      components: [component('a', 1)],
      instances: { 'ml.g6.12xlarge': [[60, 1]] },
      copies: { a: [[0, 1]] },
    });
    expect(() => place(trace)).toThrow(/^2026-01-01T00:00:00Z: component a: .*; no instance runs there$/);
  });

  it.each([
    { gpus: 1, copies: 3, instances: 1, assumed: 4 },
    { gpus: 8, copies: 1, instances: 2, assumed: 8 },
    { gpus: 1, copies: 0, instances: 1, assumed: 0 },
  ])('takes $assumed accelerators for an unknown type with $copies copies of $gpus', (row) => {
    const fleet = place(
      buildTrace({
        components: [component('a', row.gpus)],
        instances: { 'ml.x9.large': [[0, row.instances]] },
        copies: { a: [[0, row.copies]] },
      }),
    );
    expect(fleet.instances[0]?.accelerators).toBe(row.assumed);
  });

  it('refuses what does not fit on the largest unknown type either', () => {
    const trace = buildTrace({
      components: [component('a', 17)],
      instances: { 'ml.x9.large': [[0, 1]] },
      copies: { a: [[0, 1]] },
    });
    expect(() => place(trace)).toThrow('free: at most 16 on one of 1 instances');
  });
});
