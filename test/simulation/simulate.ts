import type { World } from '#local/fleet/world.ts';
import { createAgreements } from './cloud/agreements.ts';
import { createOwnership } from './cloud/ownership.ts';
import { createPrices, type PriceStep } from './cloud/prices.ts';
import { createWorld } from './createWorld.ts';
import type { FaultKind } from './faults/faultKinds.ts';
import { createFaultPlan, type FaultPlan, type Weather } from './faults/faultPlan.ts';
import { type PlayOptions, playWorld } from './playWorld.ts';
import { createRandom, type Random } from './random.ts';
import { chooseSpan, type Span } from './world/chooseSpan.ts';

export type SimulationOptions = PlayOptions & { weather?: Weather };

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

/** Plays one seed: a world, a schedule, faults, and the oracle's word on all of it. The same seed gives the same report. */
export const simulate = async (seed: number, options: SimulationOptions = {}): Promise<SimulationReport> => {
  const random = createRandom(seed);
  const span = chooseSpan(random.fork('span'));
  const faults = createFaultPlan(span, random.fork('faults'), options.weather);
  const world = createWorld(span, random.fork('world'), { canLose: faults.isPrompt });
  const change = choosePriceChange(span, faults, random.fork('price change'), options.weather);
  const prices = createPrices(random.fork('prices'), change);
  const given = { from: span.firstEventAt, to: Math.max(span.firstEventAt, span.end - 7_200) };
  const ownership = createOwnership(random.fork('ownership'), given);
  const agreements = createAgreements(random.fork('agreements'), given);
  const { ledger, runs, failures } = await playWorld(
    { world, span, faults, prices, ownership, agreements, random },
    options,
  );
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
