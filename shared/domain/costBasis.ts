/** What a cost is told by: what is held, or what is used of it and what is wasted. */
export const costBases = ['allocation', 'usage'] as const;
export type CostBasis = (typeof costBases)[number];
