import { allocate } from './allocate.ts';
import type { HeldRow } from './bucket.ts';
import { type OwnerShare, ownerKey } from './owner.ts';

/** None before any. */
export const compareText = (a: string | undefined, b: string | undefined): number => {
  if (a === b) return 0;
  return a === undefined || (b !== undefined && a < b) ? -1 : 1;
};

/** Equal for what may be added up: rows of one component, model and owner. */
export const heldKey = (row: Omit<HeldRow, 'gpuSeconds'>): string =>
  JSON.stringify([row.component, row.model ?? 0, ownerKey(row)]);

/** The order of rows in a split. */
export const compareHeld = (a: HeldRow, b: HeldRow): number =>
  compareText(a.component, b.component) ||
  compareText(a.model, b.model) ||
  compareText(a.team, b.team) ||
  compareText(a.costCentre, b.costCentre) ||
  compareText(a.product, b.product);

/** What a component held, before it is anybody's. */
export type Held = Pick<HeldRow, 'component' | 'model' | 'gpuSeconds'>;

/**
 * Gives what components held to their owners, a row each, in the order of rows. Fixed shares are of accelerator-seconds, whole
 * ones by largest remainder, the earlier share first among equals; a cost follows them, so that it stays theirs × price.
 * A full bucket is 300 seconds an accelerator, which every whole percent divides.
 *
 * Laws: a component's rows add up to what it held; none is zero.
 */
export const ownHeld = (held: readonly Held[], sharesOf: (held: Held) => readonly OwnerShare[]): HeldRow[] =>
  held
    .flatMap((each) => {
      const { component, model, gpuSeconds } = each;
      const shares = sharesOf(each);
      const parts = allocate(
        BigInt(gpuSeconds),
        shares.map((share) => BigInt(share.parts)),
      );
      return shares.flatMap(({ team, costCentre, product }, index): HeldRow[] => {
        const own = Number(parts[index] ?? 0n);
        return own === 0 ? [] : [{ component, model, team, costCentre, product, gpuSeconds: own }];
      });
    })
    .toSorted(compareHeld);
