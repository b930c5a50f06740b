/** Tenths of a percent, rounded down, as a number of percents: 100 means all of it. Null of nothing. */
export const percentOf = (part: bigint, whole: bigint): number | null => {
  if (whole <= 0n) return null;
  const tenths = (part * 1_000n) / whole;
  return Number(tenths * whole > part * 1_000n ? tenths - 1n : tenths) / 10;
};
