import { describe, expect, it } from 'vitest';
import { instant } from '#shared/domain/time.ts';
import { describedComponent, recordOf, snapshotOf } from '#test/builders/endpointRecord.ts';
import { at } from '#test/builders/samples.ts';
import { openSweep } from './openSweep.ts';

const start = at('2026-01-01T12:00:00Z');
const end = at('2026-01-01T13:00:00Z');

const running = (instances: number) => [{ variant: 'AllTraffic', instanceType: 'ml.g6.12xlarge', instances }];

const copies = (count: number) =>
  describedComponent({
    copies: count,
    placements: [{ instanceType: 'ml.g6.12xlarge', copies: count, acceleratorsPerCopy: 2 }],
  });

type Sweeper = ReturnType<typeof openSweep>;

/** Sweeps at 12:00, 12:15, 12:30 …, or as often as is said, each seeing what `seen` gives of what is collected. */
const sweepAll = async (
  { sweep, settle }: Sweeper,
  seen: (minute: number) => ReturnType<typeof snapshotOf>,
  minutes = [0, 15, 30, 45, 60],
): Promise<number> => {
  let described = 0;
  await settle(at('2026-01-01T14:00:00Z'));
  for (const minute of minutes) {
    const now = instant(start + minute * 60);
    described += (await sweep({ now, snapshots: [seen(minute)] })).described;
  }
  return described;
};

describe('what SageMaker describes and no sample vouches for', () => {
  it('is left open until the pool is collected and settled', async () => {
    const sweeper = openSweep(recordOf());
    const two = snapshotOf({ running: running(2) });
    await sweeper.settle(at('2026-01-01T12:15:00Z'));
    for (const minute of [0, 15, 30])
      await sweeper.sweep({ now: instant(start + minute * 60), snapshots: [two] });
    expect(Object.keys(sweeper.marked())).toEqual(['12:00']);
    expect(await sweepAll(sweeper, () => two, [45])).toBe(5);
  });

  it('is unknown in every bucket that lies between sightings, once their samples have come', async () => {
    const sweeper = openSweep(recordOf());
    await sweeper.sample(at('2026-01-01T11:55:00Z'), end, { instances: { 'i-1': '1*30' } });
    const two = snapshotOf({ running: running(2) });
    const lacking = { instances: 2, units: new Map() };
    expect(await sweepAll(sweeper, () => two, [0, 15])).toBe(0);
    expect(await sweepAll(sweeper, () => two, [30])).toBe(3);
    expect(sweeper.marked()).toEqual({ '12:00': lacking, '12:05': lacking, '12:10': lacking });
    expect(await sweepAll(sweeper, () => two, [45])).toBe(3);
    expect(Object.keys(sweeper.marked()).slice(3)).toEqual(['12:15', '12:20', '12:25']);
  });

  it('is nothing while every instance and copy has its samples', async () => {
    const sweeper = openSweep(recordOf());
    const holdings = ['gpu_0', 'gpu_1'].map((accelerator) => ({ accelerator, counts: '1*30' }));
    await sweeper.sample(at('2026-01-01T11:55:00Z'), end, { instances: { 'i-1': '1*30' }, holdings });
    const seen = snapshotOf({ components: [copies(1)] });
    expect(await sweepAll(sweeper, () => seen)).toBe(0);
    expect(sweeper.marked()).toEqual({});
  });

  it('is the accelerators of a copy, where its instance has samples', async () => {
    const sweeper = openSweep(recordOf());
    const holdings = ['gpu_0', 'gpu_1'].map((accelerator) => ({ accelerator, counts: '1*30' }));
    await sweeper.sample(at('2026-01-01T11:55:00Z'), end, { instances: { 'i-1': '1*30' }, holdings });
    expect(await sweepAll(sweeper, () => snapshotOf({ components: [copies(2)] }))).toBe(9);
    expect(sweeper.marked()['12:20']).toEqual({ instances: 0, units: new Map([['a', 4]]) });
  });

  it('is no instance that was replaced between two sightings', async () => {
    const sweeper = openSweep(recordOf());
    const whole = { instances: { 'i-1': '1*30', 'i-2': '1*30' } };
    await sweeper.sample(at('2026-01-01T11:55:00Z'), at('2026-01-01T12:20:00Z'), whole);
    await sweeper.sample(at('2026-01-01T12:20:00Z'), at('2026-01-01T12:25:00Z'), {
      instances: { 'i-1': '1*30' },
    });
    await sweeper.sample(at('2026-01-01T12:25:00Z'), end, whole);
    expect(await sweepAll(sweeper, () => snapshotOf({ running: running(2) }))).toBe(0);
  });

  it('is no instance that is described at one sighting only', async () => {
    const sweeper = openSweep(recordOf());
    await sweeper.sample(at('2026-01-01T11:55:00Z'), end, { instances: { 'i-1': '1*30' } });
    const seen = (minute: number) => snapshotOf({ running: running(minute === 30 ? 2 : 1) });
    expect(await sweepAll(sweeper, seen)).toBe(0);
  });

  it('counts the lesser of two sightings', async () => {
    const sweeper = openSweep(recordOf());
    await sweeper.sample(at('2026-01-01T11:55:00Z'), end, { instances: { 'i-1': '1*30' } });
    const seen = (minute: number) => snapshotOf({ running: running(minute < 20 ? 4 : 3) });
    await sweepAll(sweeper, seen);
    expect(sweeper.marked()['12:05']?.instances).toBe(4);
    expect(sweeper.marked()['12:20']?.instances).toBe(3);
  });

  it('forgives one sample that is missing just before a sighting', async () => {
    const sweeper = openSweep(recordOf());
    await sweeper.sample(at('2026-01-01T11:55:00Z'), end, {
      instances: { 'i-1': '1*30', 'i-2': `${'1'.repeat(29)}.` },
    });
    expect(await sweepAll(sweeper, () => snapshotOf({ running: running(2) }))).toBe(0);
  });

  it('is all of a pool that has no bucket at all', async () => {
    const sweeper = openSweep(recordOf());
    expect(await sweepAll(sweeper, () => snapshotOf({ running: running(1) }))).toBe(9);
  });

  it('is left open between sightings that are far apart', async () => {
    const sweeper = openSweep(recordOf());
    const seen = () => snapshotOf({ running: running(1) });
    expect(await sweepAll(sweeper, seen, [0, 45, 60, 75, 90])).toBe(6);
    expect(Object.keys(sweeper.marked())).toEqual(['12:45', '12:50', '12:55', '13:00', '13:05', '13:10']);
  });

  it('compares each bucket once, and keeps no more sightings than are needed', async () => {
    const sweeper = openSweep(recordOf());
    const seen = () => snapshotOf({ running: running(1) });
    await sweepAll(sweeper, seen);
    const { puts } = sweeper.ledger;
    expect(puts.buckets).toBe(9);
    const kept = await sweeper.records.readSightings(recordOf());
    expect(kept?.checkedThrough).toBe(at('2026-01-01T12:45:00Z'));
    expect(kept?.sightings.map(({ at: time }) => time)).toEqual([
      at('2026-01-01T12:45:00Z'),
      at('2026-01-01T13:00:00Z'),
    ]);
  });
});
