import type { AskedMetric, CountRange, Counts, ReadCounts } from './readCounts.ts';

/**
 * Has some metrics read in the first call that asks for the same range, so that they need no call of their own; if there is none
 * they get one.
 */
export const createRider = (metrics: readonly AskedMetric[], range: CountRange, readCounts: ReadCounts) => {
  let answers: readonly Counts[] | undefined;
  const isSame = ({ from, to, period }: CountRange): boolean =>
    from === range.from && to === range.to && period === range.period;
  return {
    readCounts: async (wanted: readonly AskedMetric[], asked: CountRange): Promise<Counts[]> => {
      if (answers !== undefined || !isSame(asked)) return readCounts(wanted, asked);
      const all = await readCounts([...wanted, ...metrics], asked);
      answers = all.slice(wanted.length);
      return all.slice(0, wanted.length);
    },
    answers: async (): Promise<readonly Counts[]> => answers ?? readCounts(metrics, range),
  };
};
