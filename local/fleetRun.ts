import * as z from 'zod';
import { createCloudWatchService } from '#local/aws/cloudwatch/cloudWatchService.ts';
import type { BusEvent } from '#local/aws/eventbridge/timedEvent.ts';
import type { FaultPlan } from '#local/aws/jsonService.ts';
import { groupsClaim } from '#local/aws/oidc/createIssuer.ts';
import type { PriceChange } from '#local/aws/priceList/createPrices.ts';
import { createPriceListService } from '#local/aws/priceList/priceListService.ts';
import { lifecycleEvents } from '#local/aws/sagemaker/lifecycleEvents.ts';
import { createSageMakerService } from '#local/aws/sagemaker/sageMakerService.ts';
import { bootCloud, type LocalCloud } from '#local/bootCloud.ts';
import type { VirtualClock } from '#local/clock.ts';
import { createFleetPlayer } from '#local/fleet/fleetPlayer.ts';
import type { World } from '#local/fleet/world.ts';
import type { Message } from '#local/runtime/delivery/message.ts';
import type { Assembly } from '#local/synthesize.ts';

export const localRegion = 'us-east-1';
export const localAccount = '123456789012';

/** Who gets a copy of every message; nothing leaves this machine. */
export const alertEmail = 'finance@example.com';

export type FleetRunOptions = {
  /** The account's endpoints, such as `worldOfTrace(trace, …)`. */
  world: World;
  assembly: Assembly;
  clock: VirtualClock;
  /** The collect period as the template's parameter has it: `5 minutes`. */
  every: string;
  /** 0 takes any free port. */
  port: number;
  listingLagSeconds?: number;
  /** Hosting prices that change while the run plays. */
  priceChanges?: readonly PriceChange[];
  faults?: FaultPlan;
  dataDir?: string;
  onLog?: (line: { functionName: string; text: string }) => void;
  /** Told of every event that Tenner sends. */
  onEvent?: (event: BusEvent) => void;
  /** Told of every message to people. */
  onMessage?: (message: Message) => void;
};

/** The run cannot go on or did not do its work; the message says what is wrong in the stack. */
export class FleetRunError extends Error {
  override readonly name = 'FleetRunError';
  readonly code = 'local.run_failed';
}

export type FleetRun = {
  cloud: LocalCloud;
  /** Does what is due now. @throws FleetRunError as `playTo`. */
  doDue(): Promise<void>;
  /**
   * Moves the clock to `time` (epoch seconds), doing all that falls due on the way.
   * @param onTick is told the time after each step.
   * @throws FleetRunError when a message ended in a dead-letter queue, nothing is ever due, or messages wait unread.
   */
  playTo(time: number, onTick?: (time: number) => void): Promise<void>;
};

/** The message of an error that a function logged (powertools' shape), or undefined for any other line. */
const readLoggedError = (text: string): string | undefined => {
  if (!text.includes('"level":"ERROR"')) return undefined;
  try {
    const line: unknown = JSON.parse(text);
    return loggedError.safeParse(line).data?.error.message;
  } catch {
    return undefined;
  }
};
const loggedError = z.object({ error: z.object({ message: z.string() }) });

/** @throws FleetRunError when the stack does not do what a run needs it to. */
const checkProgress = async (
  cloud: LocalCloud,
  { deadLetters, failures }: Awaited<ReturnType<LocalCloud['runDue']>>,
  logged: ReadonlySet<string>,
) => {
  // What a user's server would not take is the user's to mend, and told as a failure.
  const dead = deadLetters.find(({ from }) => from === 'queue');
  if (dead !== undefined) {
    const reasons = [
      ...new Set([...failures.map(({ reason }) => reason), dead.reason ?? '', ...logged]),
    ].filter(Boolean);
    throw new FleetRunError(
      `a message failed too often and is in ${dead.queueName}:\n  ${reasons.join('\n  ')}`,
    );
  }
  const [waiting] = await cloud.waitingWithoutConsumer();
  if (waiting === undefined) return;
  const { queueName } = waiting;
  throw new FleetRunError(
    `messages wait in ${queueName}, and no event source mapping of the template reads it`,
  );
};

/** The stack's own period of sweeps and evaluations, or about as seldom as is collected: nothing is new to them in between. */
const lookEvery = (collectEvery: string): string =>
  `${Math.min(60, Math.max(15, Number.parseInt(collectEvery, 10)))} minutes`;

/** A stack in which nothing worked so many times is given up; one that has worked may have its outages. */
const patience = 3;

/** Boots the synthesized stack on stand-ins that serve a fleet, the clock standing at the run's start. */
export const startFleetRun = async (options: FleetRunOptions): Promise<FleetRun> => {
  const { world, clock, assembly, listingLagSeconds = 0, priceChanges } = options;
  /** What the functions logged as errors, for the message when the run cannot go on. */
  const logged = new Set<string>();
  const home = { region: localRegion, accountId: localAccount };
  const player = createFleetPlayer({ world, region: localRegion });
  const cloud = await bootCloud({
    ...assembly,
    ...home,
    clock,
    port: options.port,
    parameters: (issuer) => ({
      AlertEmail: alertEmail,
      CollectEvery: options.every,
      EvaluateEvery: lookEvery(options.every),
      SweepEvery: lookEvery(options.every),
      JwtIssuer: issuer.url,
      JwtAudience: issuer.audience,
      JwtGroupsClaim: groupsClaim,
    }),
    services: [
      createCloudWatchService({ ...home, clock, sources: [player], listingLagSeconds }),
      createSageMakerService({ ...home, clock, world }),
      createPriceListService({ now: clock.now, ...(priceChanges && { changes: priceChanges }) }),
    ],
    ...(options.faults === undefined ? {} : { faults: options.faults }),
    ...(options.dataDir === undefined ? {} : { dataDir: options.dataDir }),
    ...(options.onEvent === undefined ? {} : { onEvent: options.onEvent }),
    ...(options.onMessage === undefined ? {} : { onMessage: options.onMessage }),
    onLog: (line) => {
      const message = readLoggedError(line.text);
      if (message !== undefined) logged.add(`${line.functionName}: ${message}`);
      options.onLog?.(line);
    },
  });
  const startsAt = clock.now();
  for (const event of lifecycleEvents(world, home)) if (event.time >= startsAt) cloud.putEvent(event);
  let failedRuns = 0;
  let hasWorked = false;
  const doDue = async () => {
    const report = await cloud.runDue();
    await checkProgress(cloud, report, logged);
    for (const { functionName, reason } of report.failures) logged.add(`${functionName}: ${reason}`);
    hasWorked ||= report.invocations > report.failures.length;
    if (!hasWorked) failedRuns += Math.sign(report.failures.length);
    if (failedRuns < patience) return;
    throw new FleetRunError(`the first ${patience} runs failed, every one:\n  ${[...logged].join('\n  ')}`);
  };
  const playTo = async (time: number, onTick?: (time: number) => void) => {
    for (let due = cloud.nextDue(clock.now()); ; due = cloud.nextDue(clock.now())) {
      if (due === undefined)
        throw new FleetRunError('the template has no scheduled rule: nothing is ever collected');
      if (due > time) break;
      clock.advanceTo(due);
      await doDue();
      onTick?.(due);
    }
    clock.advanceTo(time);
  };
  return { cloud, doDue, playTo };
};
