import { describe, expect, it } from 'vitest';
import { after } from '#shared/domain/time.ts';
import {
  assignInstance,
  type FleetHistory,
  type FleetStart,
  isUnclear,
} from '#shared/metrics/assignInstances.ts';
import { at } from '#test/builders/samples.ts';

const time = (clock: string) => at(`2026-01-01T${clock}Z`);

/** First seen in the ten seconds from then on. */
const seenAt = (clock: string) => ({ from: time(clock), to: after(time(clock), 10) });

/** An endpoint of 08:00, updated at 10:02 to the pool's instance type. */
const historyOf = (changes: Partial<FleetHistory['life']> = {}, fleets?: FleetStart[]): FleetHistory => ({
  life: { createdAt: time('08:00:00'), deletedBy: undefined, ...changes },
  fleets: fleets ?? [
    { startedAt: time('08:00:00'), publishFrequency: 60, isOfPool: false },
    { startedAt: time('10:02:00'), publishFrequency: 10, isOfPool: true },
  ],
});

describe('assignInstance', () => {
  it('gives an instance to the last fleet that had started by its first sample', () => {
    expect(assignInstance(historyOf(), seenAt('10:02:00'))).toBe(10);
    expect(assignInstance(historyOf(), seenAt('10:01:50'))).toBeUndefined();
    expect(assignInstance(historyOf(), seenAt('09:00:00'))).toBeUndefined();
  });

  it('gives each fleet its own publish frequency', () => {
    const ofBoth = historyOf().fleets.map((fleet) => ({ ...fleet, isOfPool: true }));
    expect(assignInstance(historyOf({}, ofBoth), seenAt('09:00:00'))).toBe(60);
    expect(assignInstance(historyOf({}, ofBoth), seenAt('11:00:00'))).toBe(10);
  });

  it('leaves out what began before the endpoint was created or after it was deleted', () => {
    expect(assignInstance(historyOf({ createdAt: time('11:00:00') }), seenAt('10:59:50'))).toBeUndefined();
    expect(assignInstance(historyOf({ deletedBy: time('11:00:00') }), seenAt('10:59:50'))).toBe(10);
    expect(assignInstance(historyOf({ deletedBy: time('11:00:00') }), seenAt('11:00:00'))).toBeUndefined();
  });

  it('knows nothing without fleets', () => {
    expect(assignInstance(historyOf({}, []), seenAt('09:00:00'))).toBeUndefined();
  });
});

describe('isUnclear', () => {
  it('is so while a fleet, or the endpoint, begins or ends within the time of the first sample', () => {
    const bucket = { from: time('10:00:00'), to: time('10:05:00') };
    expect(isUnclear(bucket, historyOf())).toBe(true);
    expect(isUnclear({ from: time('10:02:00'), to: time('10:05:00') }, historyOf())).toBe(false);
    expect(isUnclear({ from: time('11:00:00'), to: time('11:05:00') }, historyOf())).toBe(false);
    expect(
      isUnclear({ from: time('11:00:00'), to: time('11:05:00') }, historyOf({ deletedBy: time('11:03:00') })),
    ).toBe(true);
  });
});
