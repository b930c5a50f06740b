import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { giveDocument } from '#cli/documents/traceDocument.ts';
import { createVirtualClock } from '#local/clock.ts';
import type { Trace } from '#local/fleet/trace.ts';
import { worldOfTrace } from '#local/fleet/worldOfTrace.ts';
import { startFleetRun } from '#local/fleetRun.ts';
import type { Assembly } from '#local/synthesize.ts';
import { budgetsForm } from '#shared/budgets/budgetsForm.ts';
import { instant } from '#shared/domain/time.ts';
import { readTold, type Told } from './readTold.ts';
import { slotSeconds } from './teamSteps.ts';

/** Part of a run, up to some time, with a collect period of its own: as if the stack's parameter had been changed. */
export type Leg = { to: number; everyMinutes: number };

export type Play = {
  trace: Trace;
  assembly: Assembly;
  from: number;
  legs: readonly Leg[];
  budgets: string;
  /** Told the time of the run now and then. */
  onTick?: (time: number) => void;
  /** Told of every threshold that an event tells of. */
  onTold?: (told: Told) => void;
};

/** So long after a scheduled collection everything that it woke is done: the budgets' batch is gathered for half a minute. */
export const evaluationSeconds = 30;

/** Into the minute after a collection, so that nothing of it waits in a queue when the run goes on in another leg. */
const rest = 2 * evaluationSeconds;

/**
 * Plays a trace on the synthesized stack, all of it: rules, queues, functions, bus. Between legs everything is shut down and booted
 * again on the same table.
 * @returns what events told of as crossed, in order.
 */
export const playBudgets = async ({
  trace,
  assembly,
  from,
  legs,
  budgets,
  onTick,
  onTold,
}: Play): Promise<Told[]> => {
  const clock = createVirtualClock(from);
  const world = worldOfTrace(trace, { publishFrequency: slotSeconds, startsAt: from });
  const folder = legs.length > 1 ? mkdtempSync(join(tmpdir(), 'tenner-budgets-')) : undefined;
  const told: Told[] = [];
  try {
    for (const [index, { to, everyMinutes }] of legs.entries()) {
      const run = await startFleetRun({
        world,
        assembly,
        clock,
        every: everyMinutes === 1 ? '1 minute' : `${everyMinutes} minutes`,
        port: 0,
        ...(folder === undefined ? {} : { dataDir: folder }),
        onEvent: (event) => {
          for (const each of readTold(event, clock.now())) {
            told.push(each);
            onTold?.(each);
          }
        },
      });
      try {
        if (index === 0) await giveDocument(run.cloud, budgetsForm, budgets, instant(from), 'the proof’s');
        await run.playTo(to + rest, onTick);
      } finally {
        await run.cloud.stop();
      }
    }
    return told;
  } finally {
    if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
  }
};
