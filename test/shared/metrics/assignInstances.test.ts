import { describe, expect, it } from 'vitest';
import { assignInstance, type FleetStart } from '#shared/metrics/assignInstances.ts';
import { at } from '#test/builders/samples.ts';

const time = (clock: string) => at(`2026-01-01T${clock}Z`);
const bucketEnd = time('10:05:00');

/** A fleet of another instance type, and the pool's, which was started at 10:02:00. */
const fleets: FleetStart[] = [
  { startedAt: time('08:00:00'), publishFrequency: 10, isOfPool: false },
  { startedAt: time('10:02:00'), publishFrequency: 10, isOfPool: true },
];

describe('assignInstance', () => {
  it('gives an instance to the last fleet that had started by its first sample', () => {
    expect(assignInstance(fleets, { bucketEnd, samples: 18 })).toBe(10);
    expect(assignInstance(fleets, { bucketEnd, samples: 19 })).toBeUndefined();
    expect(assignInstance(fleets, { bucketEnd: time('09:05:00'), samples: 1 })).toBeUndefined();
  });

  it('gives each fleet its own publish frequency', () => {
    const changed: FleetStart[] = [
      { startedAt: time('08:00:00'), publishFrequency: 60, isOfPool: true },
      { startedAt: time('10:02:00'), publishFrequency: 10, isOfPool: true },
    ];
    expect(assignInstance(changed, { bucketEnd: time('10:00:00'), samples: 5 })).toBe(60);
    expect(assignInstance(changed, { bucketEnd: time('10:10:00'), samples: 30 })).toBe(10);
  });

  it('gives what is older than every fleet to the first', () => {
    const [, newest] = fleets;
    expect(assignInstance(newest ? [newest] : [], { bucketEnd: time('08:05:00'), samples: 30 })).toBe(10);
  });

  it('knows nothing without fleets', () => {
    expect(assignInstance([], { bucketEnd, samples: 30 })).toBeUndefined();
  });
});
