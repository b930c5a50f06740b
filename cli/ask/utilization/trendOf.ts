const bars = '▁▂▃▄▅▆▇█';

/** Characters of a trend. */
const longest = 24;

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

/** Parts of as many steps each, the last maybe of fewer. */
const cut = (values: readonly (number | null)[]): (number | null)[][] => {
  const size = Math.max(1, Math.ceil(values.length / longest));
  const count = Math.ceil(values.length / size);
  return Array.from({ length: count }, (_, part) => values.slice(part * size, (part + 1) * size));
};

/** Values over time as little bars, means of several steps where there are many; a dot where there is no sample. @param top the highest bar's. */
export const trendOf = (values: readonly (number | null)[], top: number): string =>
  cut(values)
    .map((part) => {
      const own = part.filter((value) => value !== null);
      if (own.length === 0) return '·';
      const height = top > 0 ? Math.min(1, Math.max(0, mean(own) / top)) : 0;
      return bars[Math.round(height * (bars.length - 1))];
    })
    .join('');
