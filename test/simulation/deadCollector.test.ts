import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createVirtualClock } from '#local/clock.ts';
import { startFleetRun } from '#local/fleetRun.ts';
import { synthesize } from '#local/synthesize.ts';
import { checkCloud } from './checkCloud.ts';
import { createPrices } from './cloud/prices.ts';
import { createDeadWorld, type DeadWorld, diesAt } from './deadWorld.ts';
import { deadBetween, noFaults } from './faults/faultPlan.ts';
import { type Played, playWorld } from './playWorld.ts';
import { createRandom } from './random.ts';

const minute = 60;
const hour = 3_600;
const day = 24 * hour;

const play = ({ world, span, livesAgainAt }: DeadWorld, isDead = true): Promise<Played> => {
  const faults = isDead ? deadBetween(diesAt, livesAgainAt) : noFaults;
  const random = createRandom(1);
  return playWorld({ world, span, faults, random, prices: createPrices(random, undefined) });
};

type Totals = Record<string, number>;

/** GPU-seconds by component, idle and unknown of [from, to), as the ledger has them. */
const totalsOf = ({ ledger }: Played, from: number, to: number): Totals => {
  const totals: Totals = { idle: 0, unknown: 0 };
  const add = (name: string, seconds: number) => {
    totals[name] = (totals[name] ?? 0) + seconds;
  };
  for (const { bucket } of ledger.all()) {
    if (bucket.start < from || bucket.start >= to) continue;
    for (const { component, unitSeconds } of bucket.allocated) add(component, unitSeconds);
    for (const { unitSeconds } of bucket.unknown) add('unknown', unitSeconds);
    for (const { unitSeconds } of bucket.idle) add('idle', unitSeconds);
  }
  return totals;
};

/** The same as the step functions have them. */
const expectedOf = ({ expected }: Played, from: number, to: number): Totals => {
  const totals: Totals = { idle: 0, unknown: 0 };
  for (const { buckets } of expected.values()) {
    for (const [start, { capacity, unknown, allocated }] of buckets) {
      if (start < from || start >= to) continue;
      const held = [...allocated.values()].reduce((sum, seconds) => sum + seconds, 0);
      totals.unknown = (totals.unknown ?? 0) + unknown;
      totals.idle = (totals.idle ?? 0) + capacity - unknown - held;
      for (const [name, seconds] of allocated) totals[name] = (totals[name] ?? 0) + seconds;
    }
  }
  return totals;
};

/** A stretch of a world's time on the synthesized stack, whose table lies in a folder. */
const playOnStack = async ({ world, span }: DeadWorld, from: number, to: number, dataDir: string) => {
  const clock = createVirtualClock(from);
  const run = await startFleetRun({
    world,
    clock,
    dataDir,
    assembly: await synthesize(),
    every: '5 minutes',
    port: 0,
  });
  try {
    await run.playTo(to);
    return await checkCloud(run.cloud, world, { ...span, end: to });
  } finally {
    await run.cloud.stop();
  }
};

describe('a collector that was dead', () => {
  it.each([2, 5])('for %i hours ends with the GPU-seconds of one that never died', async (hours) => {
    const dead = createDeadWorld(hours * hour, { publishFrequency: 10 });
    const [wasDead, neverDied] = [await play(dead), await play(dead, false)];
    const to = dead.livesAgainAt + 2 * hour;
    expect(totalsOf(wasDead, diesAt, to)).toEqual(totalsOf(neverDied, diesAt, to));
    expect([wasDead.failures, neverDied.failures]).toEqual([[], []]);
    expect(wasDead.runs).toBeLessThan(neverDied.runs);
  });

  it('for 5 hours does so on the synthesized stack, over the adapters', async () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'tenner-dead-'));
    try {
      const dead = createDeadWorld(5 * hour, { publishFrequency: 10 });
      await playOnStack(dead, dead.span.firstEventAt + 90 * minute, diesAt, dataDir);
      const end = dead.livesAgainAt + 40 * minute;
      const { failures, buckets } = await playOnStack(dead, dead.livesAgainAt, end, dataDir);
      expect(failures).toEqual([]);
      expect(buckets).toBeGreaterThan(60);
    } finally {
      rmSync(dataDir, { recursive: true, force: true });
    }
  });

  it.each([3, 13])('for %i days ends with what the step functions say', async (days) => {
    const dead = createDeadWorld(days * day, { publishFrequency: 30 });
    const wasDead = await play(dead);
    const to = dead.livesAgainAt + 2 * hour;
    expect(wasDead.failures).toEqual([]);
    expect(totalsOf(wasDead, diesAt, to)).toEqual(expectedOf(wasDead, diesAt, to));
    expect(totalsOf(wasDead, diesAt, to).unknown).toBe(0);
  });

  it('for 20 days is made good from sums, with each component that somebody names', async () => {
    const dead = createDeadWorld(20 * day, { publishFrequency: 60 });
    const wasDead = await play(dead);
    const to = dead.livesAgainAt + 2 * hour;
    expect(totalsOf(wasDead, diesAt, to)).toEqual(expectedOf(wasDead, diesAt, to));
    expect(wasDead.failures).toEqual([]);
  });

  it('for 20 days counts as unknown what a component held that nobody names any more', async () => {
    const dead = createDeadWorld(20 * day, { publishFrequency: 60, hasBrief: true });
    const wasDead = await play(dead);
    const to = dead.livesAgainAt + 2 * hour;
    const { brief = 0, ...named } = expectedOf(wasDead, diesAt, to);
    expect(brief).toBeGreaterThan(0);
    expect(totalsOf(wasDead, diesAt, to)).toEqual({ ...named, unknown: brief });
  });
});
