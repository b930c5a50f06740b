import { describe, expect, it } from 'vitest';
import { assignInstance, type FirstSeen, type FleetStart } from '#shared/metrics/assignInstances.ts';
import { at } from '#test/builders/samples.ts';

const time = (clock: string) => at(`2026-01-01T${clock}Z`);
const bucketEnd = time('10:05:00');

/** First seen in the bucket that ends at 10:05, with nothing known of the next. */
const seenOf = (changes: Partial<FirstSeen>): FirstSeen => ({
  bucketEnd,
  samples: 30,
  following: 0,
  cell: 300,
  ...changes,
});

/** A fleet of another instance type, and the pool's, which was started at 10:02:00. */
const fleets: FleetStart[] = [
  { startedAt: time('08:00:00'), publishFrequency: 10, isOfPool: false },
  { startedAt: time('10:02:00'), publishFrequency: 10, isOfPool: true },
];

describe('assignInstance', () => {
  it('gives an instance to the last fleet that had started by its first sample', () => {
    expect(assignInstance(fleets, seenOf({ samples: 18 }))).toBe(10);
    expect(assignInstance(fleets, seenOf({ samples: 19 }))).toBeUndefined();
    expect(assignInstance(fleets, seenOf({ bucketEnd: time('09:05:00'), samples: 1 }))).toBeUndefined();
  });

  it('gives each fleet its own publish frequency', () => {
    const changed: FleetStart[] = [
      { startedAt: time('08:00:00'), publishFrequency: 60, isOfPool: true },
      { startedAt: time('10:02:00'), publishFrequency: 10, isOfPool: true },
    ];
    expect(assignInstance(changed, seenOf({ bucketEnd: time('10:00:00'), samples: 5 }))).toBe(60);
    expect(assignInstance(changed, seenOf({ bucketEnd: time('10:10:00') }))).toBe(10);
  });

  it('lets a full next cell tell of two fleets that can both have started', () => {
    const slower: FleetStart[] = [
      { startedAt: time('08:00:00'), publishFrequency: 60, isOfPool: false },
      { startedAt: time('10:02:00'), publishFrequency: 10, isOfPool: true },
    ];
    expect(assignInstance(slower, seenOf({ samples: 3, following: 5 }))).toBeUndefined();
    expect(assignInstance(slower, seenOf({ samples: 3, following: 30 }))).toBe(10);
    const ofOld = slower.map((fleet) => ({ ...fleet, isOfPool: !fleet.isOfPool }));
    expect(assignInstance(ofOld, seenOf({ samples: 3, following: 5 }))).toBe(60);
    expect(assignInstance(ofOld, seenOf({ samples: 3, following: 30 }))).toBeUndefined();
  });

  it('takes the last fleet where the next cell is missing, partly filled, or full for both', () => {
    const slower: FleetStart[] = [
      { startedAt: time('08:00:00'), publishFrequency: 60, isOfPool: false },
      { startedAt: time('10:02:00'), publishFrequency: 10, isOfPool: true },
    ];
    expect(assignInstance(slower, seenOf({ samples: 3 }))).toBe(10);
    expect(assignInstance(slower, seenOf({ samples: 3, following: 4 }))).toBe(10);
    expect(assignInstance(fleets, seenOf({ samples: 3, following: 30 }))).toBe(10);
  });

  it('does not let the next cell tell for a fleet that had not started', () => {
    const faster: FleetStart[] = [
      { startedAt: time('08:00:00'), publishFrequency: 10, isOfPool: false },
      { startedAt: time('10:02:00'), publishFrequency: 60, isOfPool: true },
    ];
    expect(assignInstance(faster, seenOf({ samples: 4, following: 5 }))).toBeUndefined();
  });

  it('gives what is older than every fleet to the first', () => {
    const [, newest] = fleets;
    expect(assignInstance(newest ? [newest] : [], seenOf({ bucketEnd: time('08:05:00') }))).toBe(10);
  });

  it('knows nothing without fleets', () => {
    expect(assignInstance([], seenOf({}))).toBeUndefined();
  });
});
