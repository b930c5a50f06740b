import * as z from 'zod';
import type { Clock } from '#local/clock.ts';
import { invalidParameterValue, missingParameter } from './cloudWatchErrors.ts';
import { readDimensions } from './dimensionsSchema.ts';
import { metricDatumSchema, readSamples } from './metricDatum.ts';
import { parseInput } from './parseInput.ts';
import type { StoredMetrics } from './storedMetrics.ts';

const OLDEST = 14 * 86_400;
const NEWEST = 2 * 3600;

const inputSchema = z.strictObject({
  Namespace: z
    .string()
    .min(1)
    .max(255)
    .regex(/^[^:]/, 'a namespace does not begin with a colon')
    .refine((namespace) => !namespace.startsWith('AWS/'), 'namespaces that begin with AWS/ are reserved'),
  MetricData: z.array(metricDatumSchema).max(1000),
  StrictEntityValidation: z.boolean().optional(),
});

const checkTime = (time: number, now: number, path: string): void => {
  if (time >= now - OLDEST && time <= now + NEWEST) return;
  throw invalidParameterValue(
    `The parameter ${path}.Timestamp must specify a time within the past two weeks or at most two hours ahead.`,
  );
};

/**
 * `PutMetricData`: all entries are stored, or none. Entities (`EntityMetricData`) are not supported. A point can be
 * read as soon as the clock has passed it.
 *
 * @throws AwsError MissingParameter, InvalidParameterValue or InvalidParameterCombination
 */
export const createPutMetricData =
  ({ stored, clock }: { stored: StoredMetrics; clock: Clock }) =>
  (input: unknown): Record<string, never> => {
    const refusal = { invalid: invalidParameterValue, missing: missingParameter };
    const { Namespace, MetricData } = parseInput(inputSchema, input, refusal);
    const now = clock.now();
    const entries = MetricData.map((datum, i) => {
      const path = `MetricData.member.${i + 1}`;
      const { MetricName, Dimensions, StorageResolution = 60, Timestamp = now } = datum;
      checkTime(Timestamp, now, path);
      const metric = { namespace: Namespace, name: MetricName, dimensions: readDimensions(Dimensions) };
      return { metric, resolution: StorageResolution, time: Timestamp, samples: readSamples(datum, path) };
    });
    for (const { metric, resolution, time, samples } of entries)
      stored.put(metric, resolution, time, samples);
    return {};
  };
