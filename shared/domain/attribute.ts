import { addTo } from './addTo.ts';
import type { Described } from './bucket.ts';
import { closeTally } from './closeTally.ts';
import { findUnsampled } from './findUnsampled.ts';
import { gatherInstances, type SampledPool } from './gatherInstances.ts';
import type { IdleFacts } from './idleFacts.ts';
import { type IdleCause, type IdleReason, idleReasons } from './idleReason.ts';
import { byName, scaleTo } from './scaleTo.ts';
import { sumOf } from './sumOf.ts';
import { tallyInstance, usageOfHeld } from './tallyInstance.ts';
import { type UnknownReason, unknownReasons } from './unknownReason.ts';
import { addUsage, type Usage } from './usage.ts';

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

export type AttributionInput = SampledPool & {
  /** On one instance of the pool; when undefined, only what is held or missing counts as capacity. */
  unitsPerInstance: number | undefined;
  /** Who holds all of every instance; undefined where components hold what they reserve. */
  holder?: string | undefined;
  /** What SageMaker described throughout the period: capacity and copies beyond the samples are unknown. */
  described?: Described | undefined;
  /** The pool never publishes any sample: what is described is taken for what there is. */
  isDeclared?: boolean | undefined;
  idleFacts: IdleFacts;
};

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
const addDescribed = (sums: Sums, described: Described, input: AttributionInput): void => {
  const unitsPerInstance = input.unitsPerInstance ?? 0;
  const idle = sumOf(sums.idle.values());
  const seen = {
    instanceSeconds: sums.instanceSeconds,
    held: sums.allocated,
    unknown: sumOf(sums.unknown.values()),
    idle,
  };
  const { instanceSeconds, taken } = findUnsampled(seen, described, input.period.seconds, unitsPerInstance);
  sums.instanceSeconds += instanceSeconds;
  sums.unitSeconds += instanceSeconds * unitsPerInstance;
  addTo(sums.unknown, 'unsampled', instanceSeconds * unitsPerInstance + taken);
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
    addTo(sums.allocated, component, own);
    sums.usage.set(component, { used: 0, unmeasured: own });
  }
  sums.instanceSeconds += instances * seconds;
  sums.unitSeconds += capacity;
  sums.overcounted ||= isOver && input.holder === undefined;
  const free = capacity - sumOf(sums.allocated.values());
  addTo(sums.idle, sums.allocated.size > 0 ? 'unplaced' : 'empty', free);
};

const idleRows = (idle: ReadonlyMap<IdleReason, number>, smallestCopy: number | undefined) =>
  idleReasons.flatMap((reason) => {
    const unitSeconds = idle.get(reason) ?? 0;
    const blocker = reason === 'stranded' ? smallestCopy : undefined;
    return unitSeconds === 0 ? [] : [{ reason, blocker, unitSeconds }];
  });

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
    const { capacity, held, unknown, idle, isOver } = closeTally(tally, unitsPerInstance);
    for (const [component, seconds] of held) addTo(sums.allocated, component, seconds);
    for (const [component, own] of usageOfHeld(tally, held)) {
      const known = sums.usage.get(component);
      sums.usage.set(component, known === undefined ? own : addUsage(known, own));
    }
    for (const [reason, seconds] of unknown) addTo(sums.unknown, reason, seconds);
    for (const [reason, seconds] of idle) addTo(sums.idle, reason, seconds);
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
