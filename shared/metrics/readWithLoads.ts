import type { AskedMetric } from './readCounts.ts';
import type { SeriesRow } from './seriesRow.ts';

/** What CloudWatch answered for one row: its counts, and of a held accelerator the sums of its utilisation in percent. */
export type RowAnswer<Answer> = { row: SeriesRow; counts: Answer | undefined; percents: Answer | undefined };

const hasLoad = ({ holding }: SeriesRow): boolean => holding !== undefined;

/**
 * Reads SampleCount of every row's metric and, beside it in the same call, Sum of those of held accelerators: their
 * utilisation. CloudWatch bills both as one.
 * @param read gives an answer for each metric that it is asked for.
 */
export const readWithLoads = async <Answer>(
  rows: readonly SeriesRow[],
  read: (metrics: readonly AskedMetric[]) => Promise<readonly (Answer | undefined)[]>,
): Promise<RowAnswer<Answer>[]> => {
  const asked = rows.flatMap((row): AskedMetric[] =>
    hasLoad(row) ? [row.metric, { ...row.metric, statistic: 'Sum' }] : [row.metric],
  );
  const answers = (await read(asked)).values();
  const next = (): Answer | undefined => answers.next().value;
  return rows.map((row) => ({ row, counts: next(), percents: hasLoad(row) ? next() : undefined }));
};
