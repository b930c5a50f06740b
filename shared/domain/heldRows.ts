import { allocate } from './allocate.ts';
import type { HeldRow } from './bucket.ts';
import { type OwnerShare, ownerKey } from './owner.ts';
import { splitTraffic, type Traffic } from './traffic.ts';
import { splitUsage, type Usage } from './usage.ts';

/** None before any. */
export const compareText = (a: string | undefined, b: string | undefined): number => {
  if (a === b) return 0;
  return a === undefined || (b !== undefined && a < b) ? -1 : 1;
};

/** Equal for what may be added up: rows of one component, model and owner, shared from one base in one way. */
export const heldKey = (row: Omit<HeldRow, 'unitSeconds' | keyof Usage | keyof Traffic>): string =>
  JSON.stringify([row.component, row.model ?? 0, ownerKey(row), row.shared?.base ?? 0, row.shared?.by ?? 0]);

/** The order of rows in a split. */
export const compareHeld = (a: HeldRow, b: HeldRow): number =>
  compareText(a.component, b.component) ||
  compareText(a.model, b.model) ||
  compareText(a.team, b.team) ||
  compareText(a.costCentre, b.costCentre) ||
  compareText(a.product, b.product) ||
  compareText(a.shared?.base, b.shared?.base) ||
  compareText(a.shared?.by, b.shared?.by);

/** What a component held, before it is anybody's. */
export type Held = Pick<
  HeldRow,
  'component' | 'model' | 'shared' | 'unitSeconds' | keyof Usage | keyof Traffic
>;

const own = (held: Held, shares: readonly OwnerShare[]): HeldRow[] => {
  const parts = shares.map((share) => share.parts);
  const seconds = allocate(BigInt(held.unitSeconds), parts.map(BigInt)).map(Number);
  const usages = splitUsage(held, seconds);
  const traffics = splitTraffic(held, parts, seconds);
  return shares.flatMap(({ team, costCentre, product }, index): HeldRow[] => {
    const unitSeconds = seconds[index] ?? 0;
    const traffic = traffics[index] ?? held;
    const owned = { ...held, team, costCentre, product, unitSeconds, ...usages[index], ...traffic };
    return unitSeconds === 0 && traffic.invocations === 0 ? [] : [owned];
  });
};

/**
 * Gives what components held to their owners, a row each, in the order of rows. Fixed shares are of accelerator-seconds, whole
 * ones by largest remainder, the earlier share first among equals; what was used and the invocations go with them, and a cost
 * follows them, so that it stays theirs × price. A full bucket is 300 seconds an accelerator, which every whole percent divides.
 *
 * Laws: a component's rows add up to what it held, used and was called; none is of nothing; none used more than it held.
 */
export const ownHeld = (held: readonly Held[], sharesOf: (held: Held) => readonly OwnerShare[]): HeldRow[] =>
  held.flatMap((each) => own(each, sharesOf(each))).toSorted(compareHeld);
