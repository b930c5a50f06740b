import { allocate } from './allocate.ts';
import type { HeldRow } from './bucket.ts';
import { type OwnerShare, ownerKey } from './owner.ts';
import type { Usage } from './usage.ts';

/** None before any. */
export const compareText = (a: string | undefined, b: string | undefined): number => {
  if (a === b) return 0;
  return a === undefined || (b !== undefined && a < b) ? -1 : 1;
};

/** Equal for what may be added up: rows of one component, model and owner. */
export const heldKey = (row: Omit<HeldRow, 'unitSeconds' | keyof Usage>): string =>
  JSON.stringify([row.component, row.model ?? 0, ownerKey(row)]);

/** The order of rows in a split. */
export const compareHeld = (a: HeldRow, b: HeldRow): number =>
  compareText(a.component, b.component) ||
  compareText(a.model, b.model) ||
  compareText(a.team, b.team) ||
  compareText(a.costCentre, b.costCentre) ||
  compareText(a.product, b.product);

/** What a component held, before it is anybody's. */
export type Held = Pick<HeldRow, 'component' | 'model' | 'unitSeconds' | keyof Usage>;

const split = (total: number, weights: readonly number[]): number[] =>
  allocate(
    BigInt(total),
    weights.map((weight) => BigInt(weight)),
  ).map(Number);

/** Gives each of some parts of what was held its part of what was used, no more than it is. */
const splitUsage = ({ used, unmeasured }: Usage, seconds: readonly number[]): Usage[] => {
  const unknown = split(unmeasured, seconds);
  const measured = seconds.map((own, index) => own - (unknown[index] ?? 0));
  const known = split(used, measured);
  return seconds.map((_, index) => ({ used: known[index] ?? 0, unmeasured: unknown[index] ?? 0 }));
};

const own = (held: Held, shares: readonly OwnerShare[]): HeldRow[] => {
  const { component, model } = held;
  const seconds = split(
    held.unitSeconds,
    shares.map(({ parts }) => parts),
  );
  const usages = splitUsage(held, seconds);
  return shares.flatMap(({ team, costCentre, product }, index): HeldRow[] => {
    const unitSeconds = seconds[index] ?? 0;
    const { used, unmeasured } = usages[index] ?? held;
    const owner = { team, costCentre, product };
    return unitSeconds === 0 ? [] : [{ component, model, ...owner, unitSeconds, used, unmeasured }];
  });
};

/**
 * Gives what components held to their owners, a row each, in the order of rows. Fixed shares are of accelerator-seconds, whole
 * ones by largest remainder, the earlier share first among equals; what was used goes with them, and a cost follows them, so
 * that it stays theirs × price. A full bucket is 300 seconds an accelerator, which every whole percent divides.
 *
 * Laws: a component's rows add up to what it held and used; none is zero; none used more than it held.
 */
export const ownHeld = (held: readonly Held[], sharesOf: (held: Held) => readonly OwnerShare[]): HeldRow[] =>
  held.flatMap((each) => own(each, sharesOf(each))).toSorted(compareHeld);
