import * as z from 'zod';
import { validationError } from './cloudWatchErrors.ts';
import { dimensionsSchema, readDimensions } from './dimensionsSchema.ts';
import type { Metric, Percentile, Statistic } from './metricSource.ts';
import { parseInput } from './parseInput.ts';
import { isPeriod } from './periodWindow.ts';

/** Data points that a call gives at most. */
const MOST_POINTS = 100_800;
const MOST_QUERIES = 500;

export const statisticSchema = z.union(
  [
    z.enum(['SampleCount', 'Sum', 'Average', 'Minimum', 'Maximum']),
    z.custom<Percentile>((value) => typeof value === 'string' && /^p(\d{1,2}(\.\d{1,10})?|100)$/.test(value)),
  ],
  {
    error: 'the statistics here are SampleCount, Sum, Average, Minimum, Maximum and percentiles such as p99',
  },
);

const periodSchema = z.number().refine(isPeriod, 'a period is 1, 5, 10, 20, 30 or a multiple of 60 seconds');

const metricStatSchema = z.strictObject({
  Metric: z.strictObject({
    Namespace: z.string().min(1),
    MetricName: z.string().min(1),
    Dimensions: dimensionsSchema.optional(),
  }),
  Period: periodSchema,
  Stat: statisticSchema,
});

const querySchema = z.strictObject({
  Id: z
    .string()
    .regex(
      /^[a-z][A-Za-z0-9_]{0,254}$/,
      'an Id begins with a lower-case letter and has letters, digits and underscores, at most 255',
    ),
  MetricStat: metricStatSchema.optional(),
  Expression: z.string().min(1).max(2048).optional(),
  Label: z.string().optional(),
  ReturnData: z.boolean().optional(),
  Period: periodSchema.optional(),
  AccountId: z.string().optional(),
});

const requestSchema = z.strictObject({
  MetricDataQueries: z.array(querySchema).min(1).max(MOST_QUERIES),
  StartTime: z.number(),
  EndTime: z.number(),
  NextToken: z.string().optional(),
  ScanBy: z.enum(['TimestampDescending', 'TimestampAscending']).optional(),
  MaxDatapoints: z.int().min(1).max(MOST_POINTS).optional(),
  LabelOptions: z.strictObject({ Timezone: z.string().optional() }).optional(),
});

type WireQuery = z.infer<typeof querySchema>;

type QueryBase = { id: string; label: string | undefined; isReturned: boolean };

export type MetricStatQuery = QueryBase & {
  kind: 'metricStat';
  metric: Metric;
  statistic: Statistic;
  period: number;
};

export type ExpressionQuery = QueryBase & {
  kind: 'expression';
  expression: string;
  period: number | undefined;
};

export type MetricDataRequest = {
  queries: readonly (MetricStatQuery | ExpressionQuery)[];
  startTime: number;
  endTime: number;
  isNewestFirst: boolean;
  mostPoints: number;
  nextToken: string | undefined;
  /** The request without its token: what a token is good for. */
  identity: object;
};

const readQuery = (wire: WireQuery, accountId: string): MetricStatQuery | ExpressionQuery => {
  const { Id, Label, MetricStat, Expression, Period, ReturnData = true, AccountId = accountId } = wire;
  if ((MetricStat === undefined) === (Expression === undefined))
    throw validationError(`The query ${Id} must have either MetricStat or Expression, and not both.`);
  if (AccountId !== accountId)
    throw validationError(`The query ${Id} is for account ${AccountId}; the account here is ${accountId}.`);
  const base: QueryBase = { id: Id, label: Label, isReturned: ReturnData };
  if (MetricStat === undefined)
    return { ...base, kind: 'expression', expression: Expression ?? '', period: Period };
  if (Period !== undefined)
    throw validationError(`The query ${Id} has MetricStat: its period belongs in MetricStat.Period.`);
  const { Namespace, MetricName, Dimensions } = MetricStat.Metric;
  const metric = { namespace: Namespace, name: MetricName, dimensions: readDimensions(Dimensions) };
  return { ...base, kind: 'metricStat', metric, statistic: MetricStat.Stat, period: MetricStat.Period };
};

/**
 * Checks what `GetMetricData` was asked. Units are not kept here, so `MetricStat.Unit` is refused.
 * @param accountId the account that all metrics here belong to
 * @throws AwsError (ValidationError)
 */
export const parseMetricDataRequest = (input: unknown, accountId: string): MetricDataRequest => {
  const wire = parseInput(requestSchema, input, { invalid: validationError });
  const { NextToken, ...identity } = wire;
  if (wire.StartTime >= wire.EndTime)
    throw validationError('The parameter StartTime must be less than the parameter EndTime.');
  const seen = new Set<string>();
  for (const { Id } of wire.MetricDataQueries) {
    if (seen.has(Id))
      throw validationError(`The Id ${Id} stands twice in MetricDataQueries; it must be unique.`);
    seen.add(Id);
  }
  return {
    queries: wire.MetricDataQueries.map((query) => readQuery(query, accountId)),
    startTime: wire.StartTime,
    endTime: wire.EndTime,
    isNewestFirst: wire.ScanBy !== 'TimestampAscending',
    mostPoints: wire.MaxDatapoints ?? MOST_POINTS,
    nextToken: NextToken,
    identity,
  };
};
