import type { Split } from './bucket.ts';
import { type Held, heldKey, ownHeld } from './heldRows.ts';
import { type OwnerShare, unowned } from './owner.ts';
import { repriceSplit } from './repriceSplit.ts';
import { addTraffic, noTraffic } from './traffic.ts';
import { addUsage } from './usage.ts';

/** What each component held, whoever it is given to now. */
const heldIn = ({ allocated }: Split): Held[] =>
  [...Map.groupBy(allocated, (row) => heldKey({ ...row, ...unowned })).values()].flatMap((rows) =>
    rows.slice(0, 1).map(({ component, model, shared }) => ({
      component,
      model,
      shared,
      unitSeconds: rows.reduce((sum, { unitSeconds }) => sum + unitSeconds, 0),
      ...rows.reduce(addUsage, { used: 0, unmeasured: 0 }),
      ...rows.reduce(addTraffic, noTraffic),
    })),
  );

/**
 * The same split with the owners that an owners document gives: the very same one where it has those of this version, or
 * of a later one, already.
 * Law: it is what building the split by that document would have given.
 */
export const reownSplit = (
  split: Split,
  ownersVersion: number,
  sharesOf: (held: Held) => readonly OwnerShare[],
): Split => {
  if (split.ownersVersion >= ownersVersion) return split;
  const rows = ownHeld(heldIn(split), sharesOf);
  const allocated = rows.map((row) => ({ ...row, cost: undefined }));
  return repriceSplit({ ...split, ownersVersion, allocated }, split.rate);
};
