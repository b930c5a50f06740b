import { wordsOf } from '#cli/ask/wordsOf.ts';
import { renderTable } from '#cli/renderTable.ts';
import type { UtilizationAnswerSeries } from '#shared/api/utilizationOperation.ts';
import { trendOf } from './trendOf.ts';

type Series = UtilizationAnswerSeries;

/** Three figures say enough of what is measured. */
const figures = new Intl.NumberFormat('en', {
  maximumSignificantDigits: 3,
  maximumFractionDigits: 0,
  roundingPriority: 'morePrecision',
});

const show = (value: number, unit: Series['unit']): string => {
  switch (unit) {
    case 'percent':
      return `${value.toFixed(1)} %`;
    case 'count':
      return figures.format(value);
    case 'microseconds':
      return `${figures.format(value / 1_000)} ms`;
  }
};

/** What a bar of full height is: all that is reserved, and of what has no such limit the most that there was. */
const topOf = ({ unit }: Series, most: number): number => (unit === 'percent' ? Math.max(100, most) : most);

const statistics: Readonly<Record<Series['statistic'], string>> = {
  Average: 'mean',
  Sum: 'sum',
  Maximum: 'most',
  p99: 'p99',
};

const figureCells = (series: Series): string[] => {
  const { values, unit, isWhole } = series;
  const own = values.filter((value) => value !== null);
  if (!isWhole) return ['not given', '–', '–', '–'];
  const last = own.at(-1);
  if (last === undefined) return [trendOf(values, 0), '–', '–', '–'];
  const most = Math.max(...own);
  const mean = own.reduce((sum, value) => sum + value, 0) / own.length;
  return [trendOf(values, topOf(series, most)), ...[mean, most, last].map((value) => show(value, unit))];
};

/** Names of what series are of, and how each is read; a column that says nothing of any of them is left out. */
const nameColumns: readonly (readonly [head: string, cell: (series: Series) => string | null])[] = [
  ['COMPONENT', ({ component }) => component],
  ['COPY', ({ copy }) => copy],
  ['INSTANCE', ({ instance, copy }) => (copy === null ? instance : null)],
  ['ACCELERATOR', ({ accelerator }) => accelerator],
  ['METRIC', ({ metric, statistic }) => `${wordsOf(metric)}, ${statistics[statistic]}`],
];

/** Series for people: how each went, its mean, its most and its last value. */
export const renderUtilization = (series: readonly Series[]): string => {
  const names = nameColumns.filter(([, cell]) => series.some((each) => cell(each) !== null));
  return renderTable(
    [...names.map(([head]) => head), 'TREND', 'MEAN', 'MOST', 'LAST'],
    series.map((each) => [...names.map(([, cell]) => cell(each) ?? ''), ...figureCells(each)]),
    names.length + 1,
  );
};
