import { describe, expect, it } from 'vitest';
import { openLedger, readCosts } from '#cli/readLedger.ts';
import { createVirtualClock } from '#local/clock.ts';
import { startFleetRun } from '#local/fleetRun.ts';
import { synthesize } from '#local/synthesize.ts';
import { formatDollars } from '#shared/domain/money.ts';
import { instant } from '#shared/domain/time.ts';
import {
  buildComponent,
  buildDeployment,
  buildEndpoint,
  buildInstance,
  buildPlacement,
  buildWorld,
  minute,
  second,
} from '#test/builders/world.ts';

describe('an endpoint that is updated', () => {
  it('has both fleets paid for while they stand side by side, and says so of what waits for its copy', async () => {
    const blue = buildDeployment();
    const green = buildDeployment({
      configName: 'chat-config-2',
      startedAt: minute(30),
      finishedAt: minute(50),
    });
    const old = buildInstance('i-blue', blue, { to: minute(55) });
    const fresh = buildInstance('i-green', green, { from: minute(35) });
    const accelerators = [0, 1, 2, 3];
    const clock = createVirtualClock(second(0));
    const run = await startFleetRun({
      world: buildWorld({
        endpoints: [buildEndpoint([blue, green])],
        components: [buildComponent('a', { gpusPerCopy: 4 })],
        instances: [old, fresh],
        placements: [
          buildPlacement('a', old, { accelerators, to: minute(50) }),
          buildPlacement('a', fresh, { accelerators, from: minute(50) }),
        ],
      }),
      assembly: await synthesize(),
      clock,
      every: '5 minutes',
      port: 0,
    });
    try {
      await run.playTo(minute(85));
      const range = { from: instant(minute(0)), to: instant(minute(60)) };
      const { rows, cost } = await readCosts(openLedger(run.cloud), range);
      // Four GPUs at $1.438 an hour. Blue serves 50 minutes and stands empty for 5; green waits for 15 and serves 10.
      expect(
        rows.map((row) => [
          row.component ?? row.reason,
          row.unitSeconds,
          row.cost && formatDollars(row.cost, 4),
        ]),
      ).toEqual([
        ['a', 14_400, '5.7520'],
        ['empty', 1_200, '0.4793'],
        ['deploying', 3_600, '1.4380'],
      ]);
      expect(formatDollars(cost, 4)).toBe('7.6693');
    } finally {
      await run.cloud.stop();
    }
  });
});
