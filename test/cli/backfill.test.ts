import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openLedger, readCosts } from '#cli/readLedger.ts';
import { createVirtualClock } from '#local/clock.ts';
import { type FleetRun, startFleetRun } from '#local/fleetRun.ts';
import { synthesize } from '#local/synthesize.ts';
import { formatDollars } from '#shared/domain/money.ts';
import { formatInstant, instant } from '#shared/domain/time.ts';
import {
  buildComponent,
  buildDeployment,
  buildEndpoint,
  buildInstance,
  buildPlacement,
  buildWorld,
} from '#test/builders/world.ts';
import { runTennerOn } from '#test/harness/runTenner.ts';

// The command goes by the machine's clock, so that the stack's does, too.
const hour = 3_600;
const now = Math.floor(Date.now() / 1000 / hour) * hour;
const createdAt = now - 8 * hour;
const firstRunAt = now - hour;
/** The first run looks half an hour back. */
const collectedFrom = firstRunAt - 1_800;

const deployment = buildDeployment({ startedAt: createdAt, publishFrequency: 60 });
const instance = buildInstance('i-one', deployment);
const world = buildWorld({
  endpoints: [buildEndpoint([deployment])],
  components: [buildComponent('a', { createdAt, gpusPerCopy: 2 })],
  instances: [instance],
  placements: [buildPlacement('a', instance, { accelerators: [0, 1] })],
});

describe('tenner backfill', () => {
  let run: FleetRun;
  const backfill = (...args: string[]) => runTennerOn(run.cloud, ['backfill', ...args]);
  const costs = async (from: number, to: number) => {
    const { rows } = await readCosts(openLedger(run.cloud), { from: instant(from), to: instant(to) });
    return rows.map((row) => [row.component ?? row.reason, row.cost && formatDollars(row.cost, 3)]);
  };
  beforeAll(async () => {
    const clock = createVirtualClock(firstRunAt);
    run = await startFleetRun({ world, assembly: await synthesize(), clock, every: '5 minutes', port: 0 });
    await run.playTo(now);
  });
  afterAll(() => run?.cloud.stop());

  it('has the stack build history before its first run, marked as backfilled, at the same cost', async () => {
    expect(await costs(createdAt, collectedFrom)).toEqual([]);
    const done = await backfill('--from', formatInstant(instant(createdAt)));
    expect(done).toMatchObject({ code: 0, stderr: '' });
    expect(done.stdout).toContain('Queued for 1 endpoint');
    await run.playTo(now + 1_800);
    // Two of four GPUs for seven hours, at $5.752 an hour.
    expect(await costs(createdAt, firstRunAt)).toEqual([
      ['a', '20.132'],
      ['unplaced', '20.132'],
    ]);
    const ledger = openLedger(run.cloud);
    const [pool] = await ledger.listPools('123456789012#us-east-1');
    const buckets = pool && (await ledger.readSplits(pool, instant(createdAt), instant(now)));
    const isMarked = (backfilled: boolean) =>
      buckets?.filter((each) => each.backfilled === backfilled).map(({ start }) => start);
    expect(isMarked(true)).toHaveLength(6.5 * 12);
    expect(isMarked(false)).toHaveLength(1.5 * 12);
    expect(isMarked(false)?.[0]).toBe(collectedFrom);
  });

  it.each([
    [['--from', '2020-01-01T00:00:00Z'], 'CloudWatch keeps nothing from before'],
    [[], '--from is needed'],
    [
      ['--from', formatInstant(instant(createdAt)), '--endpoint', 'chta'],
      'there is no endpoint "chta"; there are chat',
    ],
  ])('says what is wrong with %j', async (args, message) => {
    const done = await backfill(...args);
    expect(done.code).not.toBe(0);
    expect(done.stderr).toContain(message);
  });
});
