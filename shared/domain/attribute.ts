import { allocate } from './allocate.ts';
import type { Described } from './bucket.ts';
import { chooseSamples, type InstanceCounts } from './chooseSamples.ts';
import type { IdleFacts } from './idleFacts.ts';
import { type IdleCause, type IdleReason, idleReasons } from './idleReason.ts';
import type { Life, Lives } from './lives.ts';
import type { Samples, SeriesKind } from './samples.ts';
import { type Period, slotsOf } from './slots.ts';
import { sumOf } from './sumOf.ts';
import { type LivesOfInstance, type Tally, tallyInstance } from './tallyInstance.ts';
import { type UnknownReason, unknownReasons } from './unknownReason.ts';
import { addUsage, scaleUsage, type Usage } from './usage.ts';

/**
 * Who held a pool's units over a period, in unit-seconds.
 * Law: allocated + idle + unknown = unitSeconds, and unitSeconds = instanceSeconds × units an instance.
 */
export type Attribution = {
  /** Seconds of running instances. */
  instanceSeconds: number;
  /** Capacity. */
  unitSeconds: number;
  /** By component, in order of name. */
  allocated: ReadonlyMap<string, number>;
  /** Of each of them, what it did with what it held. */
  usage: ReadonlyMap<string, Usage>;
  /** By reason, in the order of `idleReasons`; none of zero. */
  idle: readonly (IdleCause & { unitSeconds: number })[];
  /** By reason, in the order of `unknownReasons`; none of zero. */
  unknown: ReadonlyMap<UnknownReason, number>;
  /** More was counted than there is on some instance; the components' shares there are scaled down to it. */
  overcounted: boolean;
};

export type AttributionInput = {
  period: Period;
  samples: readonly Samples[];
  /** From the period and its neighbours, so that a hole can be told from an end. */
  lives: Lives;
  /** On one instance of the pool; when undefined, only what is held or missing counts as capacity. */
  unitsPerInstance: number | undefined;
  /** Who holds all of every instance; undefined where components hold what they reserve. */
  holder?: string | undefined;
  /** Seconds between the samples of what has none in the period. */
  publishFrequency: number;
  /** What SageMaker described throughout the period: capacity and copies beyond the samples are unknown. */
  described?: Described | undefined;
  /** The pool never publishes any sample: what is described is taken for what there is. */
  isDeclared?: boolean | undefined;
  idleFacts: IdleFacts;
};

const overlaps = (life: Life, { start, seconds }: Period, frequency: number): boolean =>
  life.last > start - frequency && life.first < start + seconds;

/** The kind of the series that were there last, for a period in which none has a sample. */
const lastKind = (lives: Lives): SeriesKind | undefined =>
  [...lives.instances.values()].toSorted((a, b) => b.last - a.last)[0]?.kind;

/** Every instance that has samples in the period or whose life spans it. */
const gatherInstances = (input: AttributionInput): (InstanceCounts & LivesOfInstance)[] => {
  const { period, lives, publishFrequency } = input;
  const found = chooseSamples(input.samples, period);
  const kind = found[0]?.kind ?? lastKind(lives);
  const seen = new Set(found.map(({ instance }) => instance));
  const unseen = [...lives.instances].flatMap(([instance, life]): InstanceCounts[] => {
    const isOther = life.kind !== undefined && life.kind !== kind;
    const frequency = life.frequency ?? publishFrequency;
    if (seen.has(instance) || isOther || !overlaps(life, period, frequency)) return [];
    const slots = slotsOf(period, frequency);
    return [{ instance, kind: kind ?? 'single', slots, counts: undefined, held: [] }];
  });
  const held = Map.groupBy(lives.holdings, ([, life]) => life.instance);
  return [...found, ...unseen].map((each) => ({
    ...each,
    life: lives.instances.get(each.instance),
    heldLives: new Map(held.get(each.instance) ?? []),
  }));
};

const add = <Key>(sums: Map<Key, number>, key: Key, seconds: number): void => {
  if (seconds > 0) sums.set(key, (sums.get(key) ?? 0) + seconds);
};

/** Splits `capacity` in proportion to some amounts. */
const scaleTo = <Key>(capacity: number, amounts: ReadonlyMap<Key, number>): Map<Key, number> => {
  const parts = allocate(
    BigInt(capacity),
    [...amounts.values()].map((amount) => BigInt(amount)),
  );
  return new Map([...amounts.keys()].map((key, index) => [key, Number(parts[index] ?? 0n)]));
};

const byName = (seconds: ReadonlyMap<string, number>): Map<string, number> =>
  new Map([...seconds].toSorted(([a], [b]) => (a < b ? -1 : 1)));

type Sums = {
  instanceSeconds: number;
  unitSeconds: number;
  allocated: Map<string, number>;
  usage: Map<string, Usage>;
  idle: Map<IdleReason, number>;
  unknown: Map<UnknownReason, number>;
  overcounted: boolean;
};

/** Adds capacity and copies that SageMaker described and that have no sample. */
const addDescribed = (sums: Sums, { instances, units }: Described, input: AttributionInput): void => {
  const { seconds } = input.period;
  const absent = Math.max(0, instances * seconds - sums.instanceSeconds);
  sums.instanceSeconds += absent;
  sums.unitSeconds += absent * (input.unitsPerInstance ?? 0);
  add(sums.unknown, 'unsampled', absent * (input.unitsPerInstance ?? 0));
  const unseen = [...units].map(([component, count]) =>
    Math.max(0, count * seconds - (sums.allocated.get(component) ?? 0)),
  );
  const known = sumOf(sums.unknown.values());
  const idle = sumOf(sums.idle.values());
  const taken = Math.min(idle, Math.max(0, sumOf(unseen) - known));
  add(sums.unknown, 'unsampled', taken);
  // Nothing tells where: of every reason its part.
  sums.idle = scaleTo(idle - taken, sums.idle);
};

/** Takes what SageMaker described for what there is: what components hold, and the rest idle. */
const addDeclared = (sums: Sums, { instances, units }: Described, input: AttributionInput): void => {
  const { seconds } = input.period;
  const capacity = instances * seconds * (input.unitsPerInstance ?? 0);
  const counted = new Map([...units].map(([component, count]) => [component, count * seconds]));
  const isOver = sumOf(counted.values()) > capacity;
  const held = input.holder === undefined ? counted : new Map([[input.holder, capacity]]);
  for (const [component, own] of isOver ? scaleTo(capacity, byName(held)) : held) {
    add(sums.allocated, component, own);
    sums.usage.set(component, { used: 0, unmeasured: own });
  }
  sums.instanceSeconds += instances * seconds;
  sums.unitSeconds += capacity;
  sums.overcounted ||= isOver && input.holder === undefined;
  const free = capacity - sumOf(sums.allocated.values());
  add(sums.idle, sums.allocated.size > 0 ? 'unplaced' : 'empty', free);
};

const idleRows = (idle: ReadonlyMap<IdleReason, number>, smallestCopy: number | undefined) =>
  idleReasons.flatMap((reason) => {
    const unitSeconds = idle.get(reason) ?? 0;
    const blocker = reason === 'stranded' ? smallestCopy : undefined;
    return unitSeconds === 0 ? [] : [{ reason, blocker, unitSeconds }];
  });

/** Adds what a component did on an instance, of as many seconds as it has there. */
const keepUsage = (sums: Map<string, Usage>, component: string, tally: Tally, seconds: number): void => {
  const usage = tally.usage.get(component);
  if (usage === undefined || seconds === 0) return;
  const own = scaleUsage(usage, tally.held.get(component) ?? seconds, seconds);
  const known = sums.get(component);
  sums.set(component, known === undefined ? own : addUsage(known, own));
};

/** Splits a pool's period by unit-seconds held: SampleCount × publish frequency, cut at the period's edges. */
export const attribute = (input: AttributionInput): Attribution => {
  const { unitsPerInstance, holder, idleFacts } = input;
  const sums: Sums = {
    instanceSeconds: 0,
    unitSeconds: 0,
    allocated: new Map(),
    usage: new Map(),
    idle: new Map(),
    unknown: new Map(),
    overcounted: false,
  };
  for (const { life, heldLives, ...series } of gatherInstances(input)) {
    const tally = tallyInstance(series, { life, heldLives }, { unitsPerInstance, holder, idle: idleFacts });
    const counted = sumOf(tally.held.values());
    const missing = sumOf(tally.missing.values());
    const capacity =
      unitsPerInstance === undefined ? counted + missing : tally.instanceSeconds * unitsPerInstance;
    const isOver = counted > capacity;
    const held = isOver ? scaleTo(capacity, byName(tally.held)) : tally.held;
    for (const [component, seconds] of held) {
      add(sums.allocated, component, seconds);
      keepUsage(sums.usage, component, tally, seconds);
    }
    const room = Math.max(0, capacity - counted);
    const unknown = missing > room ? scaleTo(room, tally.missing) : tally.missing;
    for (const [reason, seconds] of unknown) add(sums.unknown, reason, seconds);
    // Less than slot by slot where some slots have more counted than there is.
    const idle = scaleTo(room - Math.min(room, missing), tally.idle);
    for (const [reason, seconds] of idle) add(sums.idle, reason, seconds);
    sums.overcounted ||= isOver;
    sums.instanceSeconds += tally.instanceSeconds;
    sums.unitSeconds += capacity;
  }
  const { described, isDeclared } = input;
  if (described !== undefined) (isDeclared ? addDeclared : addDescribed)(sums, described, input);
  const inOrder = unknownReasons.flatMap((reason): [UnknownReason, number][] => {
    const seconds = sums.unknown.get(reason);
    return seconds === undefined ? [] : [[reason, seconds]];
  });
  const idle = idleRows(sums.idle, idleFacts.smallestCopy);
  return { ...sums, allocated: byName(sums.allocated), unknown: new Map(inOrder), idle };
};
