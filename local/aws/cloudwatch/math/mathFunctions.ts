import type { Series } from '#local/aws/cloudwatch/series.ts';
import { type Aggregation, aggregate } from './aggregate.ts';
import { ExpressionError } from './expressionError.ts';
import { fillGaps } from './fillGaps.ts';
import { describeKind, type MathValue } from './mathValue.ts';
import { runningSum } from './runningSum.ts';

/** What functions can ask of the call that an expression stands in. */
export type MathScope = {
  /** The value of the query with this Id. */
  resolve(id: string): MathValue;
  /** The series of all queries that read a metric, or of those whose Id contains `part`. */
  readMetrics(part: string | undefined): readonly Series[];
  /** The series that a SEARCH finds. */
  search(query: string, statistic: string, period: number | undefined): readonly Series[];
};

type MathFunction = (args: readonly MathValue[], scope: MathScope) => MathValue;

/** Changes each series' values; what a series is called and was read from stays. */
const mapValues = (
  name: string,
  value: MathValue | undefined,
  change: (values: Float64Array) => Float64Array,
): MathValue => {
  const changeOne = (series: Series): Series => ({ ...series, values: change(series.values) });
  if (value?.kind === 'series') return { kind: 'series', series: changeOne(value.series) };
  if (value?.kind === 'array') return { kind: 'array', series: value.series.map(changeOne) };
  const given = value === undefined ? 'nothing' : describeKind(value.kind);
  throw new ExpressionError(`${name} takes a time series or an array of them, not ${given}`);
};

const checkCount = (name: string, args: readonly MathValue[], least: number, most: number): void => {
  if (args.length >= least && args.length <= most) return;
  const wanted = least === most ? `${least}` : `${least} to ${most}`;
  throw new ExpressionError(`${name} takes ${wanted} argument(s), not ${args.length}`);
};

const aggregateBy =
  (aggregation: Aggregation): MathFunction =>
  (args) => {
    checkCount(aggregation, args, 1, 1);
    const [value = { kind: 'scalar', value: Number.NaN }] = args;
    return aggregate(aggregation, value);
  };

const readFiller = (filler: MathValue | undefined): number | 'REPEAT' | 'LINEAR' => {
  if (filler?.kind === 'scalar') return filler.value;
  if (filler?.kind === 'word' && (filler.word === 'REPEAT' || filler.word === 'LINEAR')) return filler.word;
  throw new ExpressionError('FILL fills with a number, REPEAT or LINEAR');
};

const search: MathFunction = (args, scope) => {
  checkCount('SEARCH', args, 2, 3);
  const [query, statistic, period] = args;
  if (query?.kind !== 'text' || statistic?.kind !== 'text')
    throw new ExpressionError("SEARCH takes its query and its statistic in quotes: SEARCH('…', 'Sum', 60)");
  if (period !== undefined && period.kind !== 'scalar')
    throw new ExpressionError('the third argument of SEARCH is a period in seconds');
  return { kind: 'array', series: scope.search(query.text, statistic.text, period?.value) };
};

const functions: ReadonlyMap<string, MathFunction> = new Map<string, MathFunction>([
  ['SUM', aggregateBy('SUM')],
  ['AVG', aggregateBy('AVG')],
  ['MIN', aggregateBy('MIN')],
  ['MAX', aggregateBy('MAX')],
  [
    'RUNNING_SUM',
    (args) => {
      checkCount('RUNNING_SUM', args, 1, 1);
      return mapValues('RUNNING_SUM', args[0], runningSum);
    },
  ],
  [
    'FILL',
    (args) => {
      checkCount('FILL', args, 2, 2);
      const filler = readFiller(args[1]);
      return mapValues('FILL', args[0], (values) => fillGaps(values, filler));
    },
  ],
  [
    'METRICS',
    (args, scope) => {
      checkCount('METRICS', args, 0, 1);
      const [part] = args;
      if (part !== undefined && part.kind !== 'text')
        throw new ExpressionError('METRICS takes nothing or a part of an Id in quotes');
      return { kind: 'array', series: scope.readMetrics(part?.text) };
    },
  ],
  ['SEARCH', search],
]);

/** @throws ExpressionError for a function that does not exist or that this stand-in does not have */
export const callFunction = (name: string, args: readonly MathValue[], scope: MathScope): MathValue => {
  const call = functions.get(name);
  if (call !== undefined) return call(args, scope);
  const known = [...functions.keys()].join(', ');
  throw new ExpressionError(`Unknown function '${name}'; this local CloudWatch has ${known}`);
};
