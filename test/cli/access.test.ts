import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createVirtualClock } from '#local/clock.ts';
import { worldOfTrace } from '#local/fleet/worldOfTrace.ts';
import { type FleetRun, startFleetRun } from '#local/fleetRun.ts';
import { synthesize } from '#local/synthesize.ts';
import { traceOf } from '#test/builders/fleet.ts';
import { runTennerOn } from '#test/harness/runTenner.ts';

const trace = traceOf({ instances: { 'ml.g6.12xlarge': [['00:00', 1]] }, components: {} });
const grants = [{ name: 'platform', group: 'ml-platform', role: 'admin' }];

describe('tenner access', () => {
  const dir = mkdtempSync(join(tmpdir(), 'tenner-access-'));
  const file = join(dir, 'access.json');
  let run: FleetRun;
  const tenner = (...args: string[]) => runTennerOn(run.cloud, ['access', ...args]);
  beforeAll(async () => {
    run = await startFleetRun({
      world: worldOfTrace(trace, { publishFrequency: 60 }),
      assembly: await synthesize(),
      clock: createVirtualClock(trace.start),
      every: '5 minutes',
      port: 0,
    });
  }, 60_000);
  afterAll(async () => {
    await run.cloud.stop();
    rmSync(dir, { recursive: true });
  });

  it('gives the first grants, which hold at once', async () => {
    expect(await tenner('show')).toMatchObject({ stdout: expect.stringContaining('nobody sees anything') });
    writeFileSync(file, JSON.stringify({ grants }));
    const { stdout } = await tenner('apply', file, '--note', 'the first', '--by', 'ada');
    expect(stdout).toContain('in force as version 1. It holds from the next request on.');
    expect((await tenner('show')).stdout).toMatch(/^1 +\S+Z +ada +the first$/m);
  });

  it('refuses grants that make nobody an admin, and has nothing to check', async () => {
    writeFileSync(file, JSON.stringify({ grants: [] }));
    const { code, stderr } = await tenner('apply', file, '--note', 'none');
    expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining('make nobody an admin') });
    expect((await tenner('check', file)).stderr).toContain('access takes apply or show, not "check"');
  });
});
