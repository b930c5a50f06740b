import * as z from 'zod';
import { invalidParameterCombination, invalidParameterValue, missingParameter } from './cloudWatchErrors.ts';
import { dimensionsSchema } from './dimensionsSchema.ts';
import type { StatisticSet } from './sampleLog.ts';

const LARGEST = 2 ** 360;
const valueSchema = z.number().min(-LARGEST).max(LARGEST);

const units = [
  'Seconds Microseconds Milliseconds Bytes Kilobytes Megabytes Gigabytes Terabytes Bits Kilobits Megabits Gigabits',
  'Terabits Percent Count Bytes/Second Kilobytes/Second Megabytes/Second Gigabytes/Second Terabytes/Second',
  'Bits/Second Kilobits/Second Megabits/Second Gigabits/Second Terabits/Second Count/Second None',
].flatMap((line) => line.split(' '));

/** One entry of `PutMetricData`. The unit is checked and not kept: reading by unit is not supported here. */
export const metricDatumSchema = z.strictObject({
  MetricName: z.string().min(1).max(255),
  Dimensions: dimensionsSchema.optional(),
  Timestamp: z.number().optional(),
  Value: valueSchema.optional(),
  Values: z.array(valueSchema).min(1).max(150).optional(),
  Counts: z.array(z.number().positive()).optional(),
  StatisticValues: z
    .strictObject({
      SampleCount: z.number().positive(),
      Sum: valueSchema,
      Minimum: valueSchema,
      Maximum: valueSchema,
    })
    .refine(({ Minimum, Maximum }) => Minimum <= Maximum, 'Minimum is greater than Maximum')
    .optional(),
  Unit: z.enum(units).optional(),
  StorageResolution: z.union([z.literal(1), z.literal(60)], { error: 'it can be 1 or 60' }).optional(),
});

type MetricDatum = z.infer<typeof metricDatumSchema>;

const countValues = (values: readonly number[], counts: readonly number[]): StatisticSet => {
  const each = values.map((value, i) => ({ value, count: counts[i] ?? 1 }));
  return {
    sampleCount: each.reduce((total, { count }) => total + count, 0),
    sum: each.reduce((total, { value, count }) => total + value * count, 0),
    minimum: Math.min(...values),
    maximum: Math.max(...values),
  };
};

/**
 * The samples of an entry as a statistic set.
 * @param path the entry's place in the request, for errors
 * @throws AwsError when it has no samples, or has them in more than one way
 */
export const readSamples = (datum: MetricDatum, path: string): StatisticSet => {
  const { Value, Values, Counts, StatisticValues } = datum;
  const given = [Value, Values, StatisticValues].filter((part) => part !== undefined).length;
  if (given === 0)
    throw missingParameter(`The parameter ${path} needs one of Value, Values and StatisticValues.`);
  if (given > 1)
    throw invalidParameterCombination(
      `The parameter ${path} can have only one of Value, Values and StatisticValues.`,
    );
  if (Counts !== undefined && Counts.length !== Values?.length)
    throw invalidParameterValue(`The parameter ${path}.Counts must have as many members as ${path}.Values.`);
  if (StatisticValues !== undefined) {
    const { SampleCount, Sum, Minimum, Maximum } = StatisticValues;
    return { sampleCount: SampleCount, sum: Sum, minimum: Minimum, maximum: Maximum };
  }
  return countValues(Values ?? [Value ?? 0], Counts ?? []);
};
