import { allocate } from './allocate.ts';
import type { Load } from './load.ts';
import { addMoney, type Money, money } from './money.ts';

/** How much of some held accelerator-seconds was used. Law: used / 1,000 + unmeasured are no more than they are. */
export type Usage = {
  /** Thousandths of accelerator-seconds: seconds × utilisation. */
  used: number;
  /** Accelerator-seconds of which nobody knows the utilisation; it is not guessed. */
  unmeasured: number;
};

/** Units of `used` in an accelerator-second. */
export const usedPerSecond = 1_000;

/**
 * What held accelerator-seconds of one series were used for: in the mean as much as its utilisation samples say. Where they are
 * fewer than the samples that it was held for, the rest is unmeasured. Rounded once, to a thousandth of a second.
 *
 * @param samples of the period itself; a slot that reaches in from before has its sample, and its load, there.
 */
export const measureUsage = (heldSeconds: number, samples: number, load: Load | undefined): Usage => {
  if (load === undefined || samples === 0) return { used: 0, unmeasured: heldSeconds };
  const most = Math.max(samples, load.samples);
  const measured = Math.round((heldSeconds * Math.min(samples, load.samples)) / samples);
  const used = Math.round((heldSeconds * load.sum) / (10 * most));
  return { used: Math.min(used, measured * usedPerSecond), unmeasured: heldSeconds - measured };
};

export const addUsage = (a: Usage, b: Usage): Usage => ({
  used: a.used + b.used,
  unmeasured: a.unmeasured + b.unmeasured,
});

/** The same usage of fewer seconds. */
export const scaleUsage = ({ used, unmeasured }: Usage, from: number, to: number): Usage => {
  if (from === to) return { used, unmeasured };
  const left = Math.floor((unmeasured * to) / from);
  return { used: Math.min(Math.floor((used * to) / from), (to - left) * usedPerSecond), unmeasured: left };
};

const splitSeconds = (total: number, weights: readonly number[]): number[] =>
  allocate(
    BigInt(total),
    weights.map((weight) => BigInt(weight)),
  ).map(Number);

/** Gives each of some parts of what was held its part of what was used, no more than it is. */
export const splitUsage = ({ used, unmeasured }: Usage, seconds: readonly number[]): Usage[] => {
  const unknown = splitSeconds(unmeasured, seconds);
  const measured = seconds.map((own, index) => own - (unknown[index] ?? 0));
  const known = splitSeconds(used, measured);
  return seconds.map((_, index) => ({ used: known[index] ?? 0, unmeasured: unknown[index] ?? 0 }));
};

/** What held accelerators cost, by what they did. Law: the three add up to what they cost. */
export type UsageCost = { used: Money; waste: Money; unmeasured: Money };

/**
 * Splits what held accelerator-seconds of one price cost by how they were used: exact to a ledger unit, which goes by largest
 * remainder where it does not divide.
 */
export const costOfUsage = (unitSeconds: number, cost: Money, { used, unmeasured }: Usage): UsageCost => {
  const unknown = unmeasured * usedPerSecond;
  const weights = [used, unitSeconds * usedPerSecond - unknown - used, unknown];
  const parts = allocate(
    cost,
    weights.map((weight) => BigInt(weight)),
  );
  const [usedCost = 0n, waste = 0n, unmeasuredCost = 0n] = parts;
  return { used: money(usedCost), waste: money(waste), unmeasured: money(unmeasuredCost) };
};

export const addUsageCost = (a: UsageCost, b: UsageCost): UsageCost => ({
  used: addMoney([a.used, b.used]),
  waste: addMoney([a.waste, b.waste]),
  unmeasured: addMoney([a.unmeasured, b.unmeasured]),
});
