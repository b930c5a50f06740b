/** Who pays: a team by its code, its cost centre at the time, and a product. Without a team it is unowned. */
export type Owner = {
  team: string | undefined;
  costCentre: string | undefined;
  product: string | undefined;
};

/** An owner with its part of what several share. */
export type OwnerShare = Owner & {
  /** Whole and positive; the others' parts say what it is a part of. */
  parts: number;
};

export const unowned: Owner = { team: undefined, costCentre: undefined, product: undefined };

/** Equal for equal owners, and for no others. */
export const ownerKey = ({ team, costCentre, product }: Owner): string =>
  JSON.stringify([team ?? 0, costCentre ?? 0, product ?? 0]);
