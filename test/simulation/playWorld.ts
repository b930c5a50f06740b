import { lifecycleEvents } from '#local/aws/sagemaker/lifecycleEvents.ts';
import { createFleetPlayer } from '#local/fleet/fleetPlayer.ts';
import type { World } from '#local/fleet/world.ts';
import type { Bucket, Pool } from '#shared/domain/bucket.ts';
import { ConflictError } from '#shared/domain/errors.ts';
import type { PoolState } from '#shared/domain/poolState.ts';
import { type Instant, instant } from '#shared/domain/time.ts';
import { createMemoryEndpointRecords } from '#test/fakes/memoryEndpointRecords.ts';
import { createMemoryLedger, type MemoryLedger } from '#test/fakes/memoryLedger.ts';
import { createWorldFleet } from '#test/fakes/worldFleet.ts';
import { createWorldMetrics } from '#test/fakes/worldMetrics.ts';
import { type Agreements, atListPrices } from './cloud/agreements.ts';
import type { Budgeting } from './cloud/budgeting.ts';
import type { CollectTools } from './cloud/collectSandbox.ts';
import { isOutage } from './cloud/invocation.ts';
import type { OnRun } from './cloud/onRun.ts';
import { type Ownership, ownedByTags } from './cloud/ownership.ts';
import type { Prices } from './cloud/prices.ts';
import { sweepSeconds } from './cloud/sweepRule.ts';
import { createPipeline, type Pipeline } from './createPipeline.ts';
import type { FaultPlan } from './faults/faultPlan.ts';
import type { SpendWorld } from './oracle/boundSpend.ts';
import { findBreaches } from './oracle/checkBucket.ts';
import { checkEvents } from './oracle/checkEvents.ts';
import { checkInvocations } from './oracle/checkInvocations.ts';
import { beginOf, checkLedger, stateOf } from './oracle/checkLedger.ts';
import { type ExpectedPool, expectWorld, poolName } from './oracle/expectWorld.ts';
import { findForgotten } from './oracle/findForgotten.ts';
import { type AlertOptions, type AlertPlay, createAlertPlay } from './playAlerts.ts';
import type { Random } from './random.ts';
import { createTimeline } from './timeline.ts';
import { timeText } from './timeText.ts';
import type { Span } from './world/chooseSpan.ts';

/** Other parts than the usual: to take a guard of the product out, or to look into a run. */
export type PlayOptions = AlertOptions & {
  sabotage?: CollectTools['sabotage'];
  ledger?: (options: Parameters<typeof createMemoryLedger>[0]) => MemoryLedger;
  metrics?: typeof createWorldMetrics;
};

export type Played = {
  ledger: MemoryLedger;
  expected: ReadonlyMap<string, ExpectedPool>;
  /** Invocations of `collect`. */
  runs: number;
  /** What was wrong, in order of being seen; none is well. */
  failures: string[];
};

const everySeconds = 300;

/** The last buckets are still on their way when a run ends: their series may not be listed yet. */
const marginSeconds = 1_800;

/** With the time that buckets need to settle, less than what is news. */
const mostDelay = 2 * 3_600;

/** How long after it a change is news, to a bucket. */
const newsSeconds = 160 * 60;

const place = { region: 'us-east-1', accountId: '123456789012' };

/** More than this of one run is of no use. */
const mostFailures = 20;

const describeError = (error: unknown): string =>
  error instanceof Error ? (error.stack ?? error.message) : JSON.stringify(error);

type Schedule = {
  span: Span;
  faults: FaultPlan;
  random: Random;
  pipeline: Pipeline;
  playTo(time: number): Promise<void>;
};

/** Fires the rules as their time comes, but for what the fault plan skips, and puts dead letters back now and then. */
const playSchedule = async ({ span, faults, random, pipeline, playTo }: Schedule): Promise<void> => {
  for (let time = span.firstEventAt; time < span.end; time += everySeconds) {
    await playTo(time);
    const isCalm = time >= faults.calmAt;
    if (isCalm || random.chance(0.02)) pipeline.redrive();
    if (isCalm && time - everySeconds < faults.calmAt) pipeline.queue.recycle();
    const fire = (rule: (eventTime: Instant) => void): void => {
      if (faults.isSkipped(time) || faults.strikes('skippedEvent', time)) faults.count('skippedEvent');
      else rule(instant(time));
    };
    fire(pipeline.plan);
    if ((time - span.firstEventAt) % sweepSeconds === 0) fire(pipeline.sweep);
  }
  await playTo(span.end);
};

/** Plays a world through the pipeline, and has the oracle look at every bucket put and at the ledger in the end. */
export const playWorld = async (
  given: {
    world: World;
    span: Span;
    faults: FaultPlan;
    prices: Prices;
    /** Tags say who owns what unless it is given. */
    ownership?: Ownership;
    /** What is listed is paid and charged unless it is given. */
    agreements?: Agreements;
    /** Nothing is evaluated unless it is given: what there is to budget, and what goes wrong with that. */
    alerting?: { faults: FaultPlan; choose(spends: SpendWorld): Budgeting } | undefined;
    random: Random;
  },
  options: PlayOptions = {},
): Promise<Played> => {
  const { world, span, faults, prices, ownership = ownedByTags(), random } = given;
  const { agreements = atListPrices() } = given;
  const expected = expectWorld(world, span.end + 7_200);
  const timeline = createTimeline(span.firstEventAt);
  const failures: string[] = [];
  const fail = (text: string): void => {
    if (failures.length < mostFailures) failures.push(`${timeText(timeline.now())} ${text}`);
  };
  const onPutBucket = (pool: Pool, bucket: Bucket, replaced: Bucket | undefined): void => {
    const name = poolName({ ...pool, createdAt: pool.endpointCreatedAt });
    const breaches = findBreaches(bucket, expected.get(name)?.buckets.get(bucket.start));
    for (const breach of [findForgotten(replaced, bucket), ...breaches])
      if (breach !== undefined) fail(`${name}, bucket ${timeText(bucket.start)}: ${breach}`);
  };
  const marks: { name: string; time: number; settledThrough: number }[] = [];
  const onPutPool = (pool: Pool, { settledThrough }: PoolState): void => {
    const name = poolName({ ...pool, createdAt: pool.endpointCreatedAt });
    marks.push({ name, time: timeline.now(), settledThrough });
  };
  const ledger = (options.ledger ?? createMemoryLedger)({ onPutBucket, onPutPool });
  const firstRun: CollectTools['firstRun'] = { at: undefined };
  const events: CollectTools['events'] = [];
  const delays: CollectTools['delays'] = { longest: 0 };
  let runs = 0;
  const records = createMemoryEndpointRecords();
  const onRun: OnRun = (name, _, error) => {
    if (name === 'collect') runs += 1;
    if (error instanceof ConflictError) faults.count('conflict');
    else if (error !== undefined && !isOutage(error)) fail(`${name} threw ${describeError(error)}`);
  };
  const openAlertPlay = (): AlertPlay | undefined => {
    if (given.alerting === undefined) return undefined;
    const { choose, faults: alertFaults } = given.alerting;
    const spendWorld = { world, expected, prices, ownership, agreements };
    const budgeting = choose(spendWorld);
    const tools = {
      timeline,
      span,
      ledger,
      records,
      ownership,
      agreements,
      spendWorld,
      budgeting,
      onRun,
      fail,
    };
    return createAlertPlay({ ...tools, faults: alertFaults, random: random.fork('alerts') }, options);
  };
  const alertPlay = openAlertPlay();
  const pipeline = createPipeline({
    ledger,
    prices,
    ownership,
    agreements,
    timeline,
    faults,
    firstRun,
    events,
    delays,
    random: random.fork('pipeline'),
    records,
    askEvaluation: (eventTime) => alertPlay?.ask(eventTime),
    fleet: createWorldFleet(world),
    metrics: (options.metrics ?? createWorldMetrics)(createFleetPlayer({ world })),
    sabotage: options.sabotage,
    onRun,
  });
  for (const { time, event } of lifecycleEvents(world, place)) {
    const delivered = faults.deliveredAt(time);
    if (time >= span.firstEventAt && delivered < span.end)
      timeline.after(delivered - span.firstEventAt, () => pipeline.deliver(event));
  }
  await playSchedule({ span, faults, random: random.fork('schedule'), pipeline, playTo: timeline.playTo });
  const until = Math.floor((span.end - marginSeconds) / everySeconds) * everySeconds;
  const firstRunAt = firstRun.at ?? span.end;
  for (const failure of checkLedger({ ledger, expected, prices, ownership, agreements, firstRunAt, until }))
    fail(failure);
  for (const failure of (await alertPlay?.finish()) ?? []) fail(failure);
  for (const failure of checkInvocations(world, ledger, { from: firstRunAt + 900, until })) fail(failure);
  // A run that was away for longer, or waited, leaves out what is no news any more.
  if (faults.isPrompt && delays.longest < mostDelay) {
    const of = (name: string) => {
      const pool = expected.get(name);
      const settled = stateOf(ledger, name)?.settledThrough ?? 0;
      const from = pool === undefined ? Number.POSITIVE_INFINITY : beginOf(pool, { firstRunAt });
      return { from, to: Math.min(settled, until) };
    };
    // An endpoint that is gone settles by sweeps alone, which may have been skipped: what is found late is no news.
    const isNews = (pool: string, at: number): boolean => {
      const passed = marks.find(({ name, settledThrough }) => name === pool && settledThrough > at);
      return passed !== undefined && passed.time < at + newsSeconds;
    };
    for (const failure of checkEvents(world, events, { of, isNews, end: span.end + 7_200 })) fail(failure);
  }
  return { ledger, expected, runs, failures };
};
