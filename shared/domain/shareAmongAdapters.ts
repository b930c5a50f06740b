import { allocate } from './allocate.ts';
import type { HeldSeconds } from './countInvocations.ts';
import type { Invocations } from './invocations.ts';
import type { Shared, Sharing } from './sharing.ts';
import { splitUsage } from './usage.ts';

/** What components held of a period, and what says which of it is whose. */
export type Sharers = {
  /** Of the period; undefined for those of a component of which nobody knows. */
  invocations: Invocations;
  /** The adapters that a base had in the period, in order of name. */
  adaptersOf(base: string): readonly string[];
  /** What is known as a component's model. */
  modelOf(component: string): string | undefined;
};

type Part = { component: string; weight: number };

/** Who shares what a base holds, in order of name. */
const partsOf = (
  base: string,
  adapters: readonly string[],
  invocations: Invocations,
): { by: Sharing; parts: Part[] } => {
  const all = [base, ...adapters].toSorted((a, b) => (a < b ? -1 : 1));
  const counts = all.map((component) => invocations.get(component));
  if (counts.includes(undefined)) return { by: 'unknown', parts: [{ component: base, weight: 1 }] };
  const total = counts.reduce<number>((sum, count) => sum + (count ?? 0), 0);
  if (total === 0) {
    const weight = (component: string) => (component === base ? 0 : 1);
    return { by: 'equally', parts: all.map((component) => ({ component, weight: weight(component) })) };
  }
  const parts = all.map((component, index) => ({ component, weight: counts[index] ?? 0 }));
  return { by: 'invocations', parts };
};

const shareOne = (
  held: HeldSeconds,
  adapters: readonly string[],
  { invocations, modelOf }: Sharers,
): HeldSeconds[] => {
  const { by, parts } = partsOf(held.component, adapters, invocations);
  const seconds = allocate(
    BigInt(held.unitSeconds),
    parts.map(({ weight }) => BigInt(weight)),
  ).map(Number);
  const usages = splitUsage(held, seconds);
  const shared: Shared = { base: held.component, by };
  return parts.flatMap(({ component }, index): HeldSeconds[] => {
    const unitSeconds = seconds[index] ?? 0;
    const isBase = component === held.component;
    const model = isBase ? held.model : modelOf(component);
    // A base that its adapters leave nothing has no row, unless it is called.
    if (unitSeconds === 0 && (invocations.get(component) ?? 0) === 0) return [];
    return [{ component, model, unitSeconds, ...(usages[index] ?? { used: 0, unmeasured: 0 }), shared }];
  });
};

/**
 * Shares what bases hold among themselves and their adapters, which run on their copies and hold nothing of their own: whole
 * unit-seconds in proportion to invocations, by largest remainder, the earlier name first among equals; what was used
 * goes with them, and cost follows.
 *
 * Laws: of a base and its adapters the seconds and what was used add up to what the base held; what has no adapters is as it was.
 */
export const shareAmongAdapters = (held: readonly HeldSeconds[], sharers: Sharers): HeldSeconds[] =>
  held.flatMap((each) => {
    const adapters = sharers.adaptersOf(each.component);
    return adapters.length === 0 || each.unitSeconds === 0 ? [each] : shareOne(each, adapters, sharers);
  });
