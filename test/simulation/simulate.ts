import { lifecycleEvents } from '#local/aws/sagemaker/lifecycleEvents.ts';
import { createFleetPlayer } from '#local/fleet/fleetPlayer.ts';
import type { World } from '#local/fleet/world.ts';
import type { Bucket, Pool } from '#shared/domain/bucket.ts';
import { ConflictError } from '#shared/domain/errors.ts';
import { type Instant, instant } from '#shared/domain/time.ts';
import { createMemoryEndpointRecords } from '#test/fakes/memoryEndpointRecords.ts';
import { createMemoryLedger, type MemoryLedger } from '#test/fakes/memoryLedger.ts';
import { createWorldFleet } from '#test/fakes/worldFleet.ts';
import { createWorldMetrics } from '#test/fakes/worldMetrics.ts';
import type { CollectTools } from './cloud/collectSandbox.ts';
import { isOutage } from './cloud/invocation.ts';
import { createPrices, type PriceStep } from './cloud/prices.ts';
import { sweepSeconds } from './cloud/sweepRule.ts';
import { createPipeline } from './createPipeline.ts';
import { createWorld } from './createWorld.ts';
import type { FaultKind } from './faults/faultKinds.ts';
import { createFaultPlan, type FaultPlan, type Weather } from './faults/faultPlan.ts';
import { findBreaches } from './oracle/checkBucket.ts';
import { checkLedger } from './oracle/checkLedger.ts';
import { expectWorld, poolName } from './oracle/expectWorld.ts';
import { findForgotten } from './oracle/findForgotten.ts';
import { createRandom, type Random } from './random.ts';
import { createTimeline } from './timeline.ts';
import { chooseSpan, type Span } from './world/chooseSpan.ts';

/** Other parts than the usual: to take a guard of the product out, or to look into a seed. */
export type SimulationOptions = {
  sabotage?: CollectTools['sabotage'];
  ledger?: (options: Parameters<typeof createMemoryLedger>[0]) => MemoryLedger;
  metrics?: typeof createWorldMetrics;
  weather?: Weather;
};

/** What came of a seed. */
export type SimulationReport = {
  seed: number;
  /** Invocations of `collect`. */
  runs: number;
  buckets: number;
  hours: number;
  faults: ReadonlyMap<FaultKind, number>;
  /** What was wrong, in order of being seen; none is well. */
  failures: string[];
  /** For looking into a failure. */
  span: Span;
  world: World;
};

const everySeconds = 300;

/** The last buckets are still on their way when a run ends: their series may not be listed yet. */
const marginSeconds = 1_800;

const place = { region: 'us-east-1', accountId: '123456789012' };

const describeError = (error: unknown): string =>
  error instanceof Error ? (error.stack ?? error.message) : JSON.stringify(error);

const timeText = (time: number): string => `${new Date(time * 1000).toISOString().slice(0, 19)}Z`;

/** A change is listed some time after it came into force, but before everything is well again. */
const choosePriceChange = (
  { firstEventAt }: Span,
  { calmAt }: FaultPlan,
  random: Random,
  weather: Weather | undefined,
): Pick<PriceStep, 'from' | 'listedAt'> | undefined => {
  if (weather !== 'rough' && !random.chance(0.4)) return undefined;
  const from = random.whole(firstEventAt - 3_600, calmAt);
  return { from, listedAt: Math.min(calmAt, from + random.whole(0, 4 * 3_600)) };
};

/** Plays one seed: a world, a schedule, faults, and the oracle's word on all of it. The same seed gives the same report. */
export const simulate = async (seed: number, options: SimulationOptions = {}): Promise<SimulationReport> => {
  const random = createRandom(seed);
  const span = chooseSpan(random.fork('span'));
  const faults = createFaultPlan(span, random.fork('faults'), options.weather);
  const world = createWorld(span, random.fork('world'), { canLose: faults.isPrompt });
  const expected = expectWorld(world, span.end + 7_200);
  const timeline = createTimeline(span.firstEventAt);
  const failures: string[] = [];
  const fail = (text: string): void => {
    if (failures.length < 20) failures.push(`${timeText(timeline.now())} ${text}`);
  };
  const onPutBucket = (pool: Pool, bucket: Bucket, replaced: Bucket | undefined): void => {
    const name = poolName({ ...pool, createdAt: pool.endpointCreatedAt });
    const breaches = findBreaches(bucket, expected.get(name)?.buckets.get(bucket.start));
    for (const breach of [findForgotten(replaced, bucket), ...breaches])
      if (breach !== undefined) fail(`${name}, bucket ${timeText(bucket.start)}: ${breach}`);
  };
  const ledger = (options.ledger ?? createMemoryLedger)({ onPutBucket });
  const prices = createPrices(
    random.fork('prices'),
    choosePriceChange(span, faults, random.fork('price change'), options.weather),
  );
  const firstRun: CollectTools['firstRun'] = { at: undefined };
  let runs = 0;
  const pipeline = createPipeline({
    ledger,
    prices,
    timeline,
    faults,
    random: random.fork('pipeline'),
    records: createMemoryEndpointRecords(),
    firstRun,
    fleet: createWorldFleet(world),
    metrics: (options.metrics ?? createWorldMetrics)(createFleetPlayer({ world })),
    sabotage: options.sabotage,
    onRun: (name, _, error) => {
      if (name === 'collect') runs += 1;
      if (error instanceof ConflictError) faults.count('conflict');
      else if (error !== undefined && !isOutage(error)) fail(`${name} threw ${describeError(error)}`);
    },
  });
  const redriving = random.fork('redrive');
  for (const { time, event } of lifecycleEvents(world, place))
    if (time >= span.firstEventAt && time < span.end)
      timeline.after(time - span.firstEventAt, () => pipeline.deliver(event));
  for (let time = span.firstEventAt; time < span.end; time += everySeconds) {
    await timeline.playTo(time);
    if (time >= faults.calmAt || redriving.chance(0.02)) pipeline.redrive();
    if (time >= faults.calmAt && time - everySeconds < faults.calmAt) pipeline.queue.recycle();
    const fire = (rule: (eventTime: Instant) => void): void => {
      if (faults.isSkipped(time) || faults.strikes('skippedEvent', time)) faults.count('skippedEvent');
      else rule(instant(time));
    };
    fire(pipeline.plan);
    if ((time - span.firstEventAt) % sweepSeconds === 0) fire(pipeline.sweep);
  }
  await timeline.playTo(span.end);
  const until = Math.floor((span.end - marginSeconds) / everySeconds) * everySeconds;
  const firstRunAt = firstRun.at ?? span.end;
  const check = { ledger, expected, prices, firstRunAt, until };
  for (const failure of checkLedger(check)) fail(failure);
  return {
    seed,
    runs,
    buckets: ledger.puts.buckets,
    hours: (span.end - span.firstEventAt) / 3_600,
    faults: faults.counts,
    failures,
    span,
    world,
  };
};
