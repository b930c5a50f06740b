import type { Random } from '../random.ts';
import type { Span } from '../world/chooseSpan.ts';
import { answerFaults, callFaults, deliveryFaults, evaluationFaults, type FaultKind } from './faultKinds.ts';

/** What goes wrong in a run, by chance and for a time. */
export type FaultPlan = {
  /** From here on nothing goes wrong any more (epoch seconds). */
  calmAt: number;
  /** Whether a fault happens at this moment; it is counted if it does. */
  strikes(kind: FaultKind, time: number): boolean;
  /** Counts what happened. */
  count(kind: FaultKind): void;
  /** When no event comes at all. */
  isSkipped(time: number): boolean;
  /** When an event that is sent at a time reaches its rule; Infinity when it never does. */
  deliveredAt(time: number): number;
  /** How much slower than usual answers are at a time: where they are, runs of one endpoint overlap. */
  paceOf(operation: string, time: number): number;
  /** How long after a message is delivered it is delivered a second time, at the most (seconds). */
  doubledWithin: number;
  /** Whether much runs at once: what is scheduled is so more often than usual. */
  isCrowded: boolean;
  /** How often a series that lags does so (from 0 to 1). */
  lagChance: number;
  /** The most that CloudWatch's data and its listings lag behind (seconds). */
  dataLag: number;
  listingLag: number;
  /** Whether runs come so soon that CloudWatch still has every sample by itself. */
  isPrompt: boolean;
  readonly counts: ReadonlyMap<FaultKind, number>;
};

const minute = 60;
const hour = 3_600;

/** How long before the end everything is well again: time to catch up, and to settle. */
const calmSeconds = 75 * minute;

const chooseOutage = (span: Span, calmAt: number, random: Random): { from: number; to: number } => {
  const most = calmAt - span.firstEventAt;
  const length = Math.min(
    most,
    random.weigh(
      [30, random.whole(10 * minute, hour)],
      [40, random.whole(hour, 3 * hour)],
      [30, random.whole(3 * hour, 36 * hour)],
    ),
  );
  const from = span.firstEventAt + random.whole(0, Math.max(0, most - length));
  return { from, to: from + length };
};

/** `any`: by chance, from calm to stormy. `rough`: every kind of fault, and runs that overlap all the time. */
export type Weather = 'any' | 'rough';

const collectFaults: readonly FaultKind[] = [...callFaults, ...answerFaults, ...deliveryFaults];

/** What may go wrong with evaluations; an outage is the bus's. */
const alertFaults: readonly FaultKind[] = [...callFaults, ...deliveryFaults, ...evaluationFaults];

/** Of calls there are many in a run, of messages one. */
const rareKinds: ReadonlySet<FaultKind> = new Set([...deliveryFaults, ...evaluationFaults]);

/**
 * Chooses how bad a run is: which kinds of fault it has, how often each strikes, and when no event comes. One in eight runs
 * of any weather has no faults at all.
 */
export const createFaultPlan = (
  span: Span,
  random: Random,
  weather: Weather = 'any',
  kinds: readonly FaultKind[] = collectFaults,
): FaultPlan => {
  const isRough = weather === 'rough';
  const calmAt = Math.max(span.firstEventAt, span.end - calmSeconds);
  const severity = isRough ? 0.01 : random.weigh([12, 0], [35, 0.003], [35, 0.015], [18, 0.06]);
  const rates = new Map<FaultKind, number>();
  for (const kind of kinds) {
    const often = rareKinds.has(kind) ? 8 : 1;
    const rate = severity * often * random.weigh([1, 0.3], [1, 1], [1, 2]);
    if (random.chance(0.6) || isRough) rates.set(kind, rate);
  }
  if (isRough) rates.set('doubledMessage', 0.5);
  const outages = random.chance(0.3) ? [chooseOutage(span, calmAt, random)] : [];
  const chance = random.fork('strikes');
  const pace = isRough ? 8 : random.weigh([60, 1], [40, 8]);
  const counts = new Map<FaultKind, number>();
  const count = (kind: FaultKind): void => void counts.set(kind, (counts.get(kind) ?? 0) + 1);
  const longest = Math.max(0, ...outages.map(({ from, to }) => to - from));
  return {
    calmAt,
    isPrompt: severity < 0.01 && longest < 2 * hour,
    counts,
    count,
    strikes: (kind, time) => {
      const rate = rates.get(kind) ?? 0;
      if (rate === 0 || time >= calmAt || !chance.chance(rate)) return false;
      count(kind);
      return true;
    },
    deliveredAt: (time) => time,
    paceOf: (operation, time) => {
      if (time >= calmAt) return 1;
      return isRough && operation === 'readCounts' ? 3 * pace : pace;
    },
    doubledWithin: isRough ? 8 : 900,
    isCrowded: isRough,
    lagChance: isRough ? 0.7 : 0.3,
    isSkipped: (time) => outages.some(({ from, to }) => from <= time && time < to),
    dataLag: isRough ? 8 * minute : random.weigh([50, 0], [30, 90], [20, 8 * minute]),
    listingLag: random.weigh([40, 0], [20, 2 * minute], [40, 15 * minute]),
  };
};

/** What goes wrong with evaluations: it strikes apart from what does with collections, so that neither moves the other. */
export const createAlertFaults = (span: Span, random: Random, weather?: Weather): FaultPlan =>
  createFaultPlan(span, random, weather, alertFaults);

/** Nothing goes wrong. */
export const noFaults: FaultPlan = {
  calmAt: Number.NEGATIVE_INFINITY,
  isPrompt: true,
  counts: new Map(),
  count: () => {},
  strikes: () => false,
  isSkipped: () => false,
  deliveredAt: (time) => time,
  paceOf: () => 1,
  doubledWithin: 0,
  isCrowded: false,
  lagChance: 0,
  dataLag: 0,
  listingLag: 0,
};

/** EventBridge tries for a day to hand over an event. */
const retriedSeconds = 24 * hour;

/** Nothing goes wrong but one thing: no function runs in [from, to), and of events only the last day's are still there. */
export const deadBetween = (from: number, to: number): FaultPlan => {
  const isDead = (time: number) => from <= time && time < to;
  return {
    ...noFaults,
    isPrompt: to - from < 2 * hour,
    isSkipped: isDead,
    deliveredAt: (time) => {
      if (!isDead(time)) return time;
      return time >= to - retriedSeconds ? to : Number.POSITIVE_INFINITY;
    },
  };
};
