import type { CostSummary } from '#shared/domain/sumCosts.ts';

/** Tenths of a percent rounded down, so that 100.0 % means all. */
const percentSeen = (seen: number, expected: number): string =>
  `${(Math.floor((1_000 * seen) / expected) / 10).toFixed(1)} %`;

/** What a reader must know beside the figures: what has no price, and how much was not seen. */
export const costNotes = ({ capacity, completeness: { seen, expected }, rows }: CostSummary): string[] => {
  const unpriced = capacity
    .filter(({ cost }) => cost === undefined)
    .map(
      ({ instanceType }) =>
        `note: ${instanceType} is unpriced (the Price List has no single hosting price for it): ` +
        'its GPU-seconds are kept, its cost is not in the total',
    );
  if (seen === expected) return unpriced;
  const reasons = [
    ...new Set(rows.flatMap(({ kind, reason }) => (kind === 'unknown' && reason ? [reason] : []))),
  ].join(', ');
  const share = percentSeen(seen, expected);
  return [...unpriced, `note: ${share} of the expected samples were seen; the rest is unknown (${reasons})`];
};
