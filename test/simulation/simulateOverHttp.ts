import { createVirtualClock } from '#local/clock.ts';
import { startFleetRun } from '#local/fleetRun.ts';
import { synthesize } from '#local/synthesize.ts';
import { checkCloud } from './checkCloud.ts';
import { createWorld } from './createWorld.ts';
import { createWireFaults } from './faults/wireFaults.ts';
import { createRandom } from './random.ts';
import type { Outcome } from './summary.ts';
import { chooseSpan, type Span } from './world/chooseSpan.ts';

const minute = 60;
const calmSeconds = 40 * minute;

/** What `simulate` plays in hours is an hour and a quarter here: it is the same product, but every call is a real one. */
const shorten = ({ start, firstEventAt }: Span): Span => {
  const first = Math.min(firstEventAt, start + 20 * minute);
  return { start, firstEventAt: first, end: first + 75 * minute };
};

/**
 * Plays one seed over HTTP: a world of `simulate`'s kind through the synthesized stack, its functions, queue and rules, on
 * the stand-ins, with faults on the wire.
 */
export const simulateOverHttp = async (seed: number): Promise<Outcome> => {
  const random = createRandom(seed);
  const span = shorten(chooseSpan(random.fork('span')));
  const world = createWorld(span, random.fork('world'), { endpoints: 1, canLose: true });
  const clock = createVirtualClock(span.firstEventAt);
  let runs = 0;
  const faults = createWireFaults(seed, clock.now, span.end - calmSeconds);
  const run = await startFleetRun({
    world,
    clock,
    assembly: await synthesize(),
    every: '5 minutes',
    port: 0,
    listingLagSeconds: random.pick([0, 120, 900]),
    faults: faults.plan,
    onLog: ({ text }) => {
      if (text.includes('"endpoint.collected"')) runs += 1;
    },
  });
  const outcome = { seed, hours: (span.end - span.firstEventAt) / 3_600, faults: faults.counts };
  try {
    await run.playTo(span.end);
    return { ...outcome, runs, ...(await checkCloud(run.cloud, world, span)) };
  } catch (error) {
    const failures = [error instanceof Error ? (error.stack ?? error.message) : String(error)];
    return { ...outcome, runs, buckets: 0, failures };
  } finally {
    await run.cloud.stop();
  }
};
