import type { World } from '#local/fleet/world.ts';
import { createAgreements } from './cloud/agreements.ts';
import { createBudgeting } from './cloud/budgeting.ts';
import { createOwnership } from './cloud/ownership.ts';
import { createPrices, type PriceStep } from './cloud/prices.ts';
import { createWorld } from './createWorld.ts';
import type { FaultKind } from './faults/faultKinds.ts';
import { createAlertFaults, createFaultPlan, type FaultPlan, type Weather } from './faults/faultPlan.ts';
import type { SpendWorld } from './oracle/boundSpend.ts';
import { type PlayOptions, playWorld } from './playWorld.ts';
import { createRandom, type Random } from './random.ts';
import { chooseSpan, type Span } from './world/chooseSpan.ts';

export type SimulationOptions = PlayOptions & {
  weather?: Weather;
  /** Which seeds have budgets: a third (`some`, unless it is said otherwise), all of them, or none. */
  budgets?: 'some' | 'all' | 'none';
};

/** What came of a seed. */
export type SimulationReport = {
  seed: number;
  /** Invocations of `collect`. */
  runs: number;
  /** Buckets put. */
  buckets: number;
  /** Simulated. */
  hours: number;
  faults: ReadonlyMap<FaultKind, number>;
  /** What was wrong, in order of being seen; none is well. */
  failures: string[];
  /** For looking into a failure. */
  span: Span;
  world: World;
};

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

const choosesBudgets = (random: Random, { budgets = 'some' }: SimulationOptions): boolean =>
  budgets === 'some' ? random.chance(0.3) : budgets === 'all';

const addCounts = (...all: ReadonlyMap<FaultKind, number>[]): Map<FaultKind, number> => {
  const sum = new Map<FaultKind, number>();
  for (const counts of all) for (const [kind, count] of counts) sum.set(kind, (sum.get(kind) ?? 0) + count);
  return sum;
};

/** Plays one seed: a world, a schedule, faults, and the oracle's word on all of it. The same seed gives the same report. */
export const simulate = async (seed: number, options: SimulationOptions = {}): Promise<SimulationReport> => {
  const random = createRandom(seed);
  const hasBudgets = choosesBudgets(random.fork('has budgets'), options);
  const span = chooseSpan(random.fork('span'), { hasBudgets });
  const faults = createFaultPlan(span, random.fork('faults'), options.weather);
  const world = createWorld(span, random.fork('world'), { canLose: faults.isPrompt });
  const change = choosePriceChange(span, faults, random.fork('price change'), options.weather);
  const prices = createPrices(random.fork('prices'), change);
  const given = { from: span.firstEventAt, to: Math.max(span.firstEventAt, span.end - 7_200) };
  const ownership = createOwnership(random.fork('ownership'), given);
  const agreements = createAgreements(random.fork('agreements'), given);
  const alertFaults = createAlertFaults(span, random.fork('alert faults'), options.weather);
  const choose = (spends: SpendWorld) =>
    createBudgeting(spends, span, alertFaults.calmAt, random.fork('budgets'));
  const alerting = hasBudgets ? { faults: alertFaults, choose } : undefined;
  const { ledger, runs, failures } = await playWorld(
    { world, span, faults, prices, ownership, agreements, alerting, random },
    options,
  );
  return {
    seed,
    runs,
    buckets: ledger.puts.buckets,
    hours: (span.end - span.firstEventAt) / 3_600,
    faults: addCounts(faults.counts, alertFaults.counts),
    failures,
    span,
    world,
  };
};
