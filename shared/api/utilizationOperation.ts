import * as z from 'zod';
import { findLookAlike } from '#shared/domain/lookAlike.ts';
import { quoteInput } from '#shared/domain/quoteInput.ts';
import type { Refusal } from '#shared/domain/refusal.ts';
import {
  type UtilizationName,
  utilizationNames,
  utilizationUnits,
} from '#shared/metrics/utilizationMetrics.ts';
import { instantText, windowSchema } from './figures.ts';
import type { Operation } from './operation.ts';
import { readWith, stepParams, timeParams } from './questionParams.ts';

/** What one answer has at the most. */
export const utilizationLimits = { points: 1_440, series: 200, values: 100_000, days: 1 } as const;

const isName = (text: string): text is UtilizationName => utilizationNames.some((each) => each === text);

/** `gpuUtilization,invocations`: each once. */
const readNames = (text: string): UtilizationName[] | Refusal => {
  const given = text.split(',').slice(0, 30);
  const unknown = given.filter((each) => !isName(each));
  if (unknown.length === 0) return [...new Set(given.filter(isName))];
  const faults = unknown.map((each) => {
    const near = findLookAlike(each.slice(0, 100), utilizationNames);
    return `${quoteInput(each)} is unknown${near === undefined ? '' : `; is ${near} meant?`}`;
  });
  return { fault: `metric ${faults.join(', ')}; expected some of ${utilizationNames.join(', ')}` };
};

const name = z.string().nullable();

const seriesSchema = z
  .object({
    metric: z.enum(utilizationNames),
    statistic: z
      .enum(['Average', 'Sum', 'Maximum', 'p99'])
      .meta({ description: 'Of the samples in each step, as CloudWatch has it' }),
    unit: z.enum(utilizationUnits).meta({
      description:
        'percent: of what a component has reserved, or may have; of a variant without components 100 for each GPU or core',
    }),
    variant: z.string(),
    component: name.meta({ description: 'null for a variant without components' }),
    model: name,
    instance: name.meta({ description: 'null for all' }),
    copy: name.meta({ description: 'The container; null for all' }),
    accelerator: name.meta({ description: 'As CloudWatch names it; null for all' }),
    isWhole: z.boolean().meta({ description: 'false: CloudWatch would not give it just now' }),
    values: z.array(z.number().nullable()).meta({
      description: 'One for each of `times`; null where there is no sample: never 0 in its place',
    }),
  })
  .meta({ id: 'UtilizationSeries' });
export type UtilizationAnswerSeries = z.infer<typeof seriesSchema>;

const answer = z
  .object({
    meta: z.object({
      window: windowSchema,
      source: z
        .literal('CloudWatch')
        .meta({ description: 'Read when it was asked for; nothing of it is in the ledger, nor in any cost' }),
      state: z.literal('estimated').meta({ description: 'The newest values still change' }),
      readAt: instantText.meta({ description: 'An answer is kept for half a minute' }),
      stepSeconds: z.int().positive(),
      teams: z
        .array(z.string())
        .nullable()
        .meta({ description: 'The only teams whose components are told; null for all' }),
    }),
    endpoint: z.string(),
    times: z
      .array(instantText)
      .meta({ description: 'Starts of the steps: multiples of it that end within the window' }),
    series: z.array(seriesSchema),
  })
  .meta({ id: 'Utilization' });
export type UtilizationAnswer = z.infer<typeof answer>;

const exact = (of: string) =>
  z
    .string()
    .min(1)
    .max(256)
    .optional()
    .meta({ description: `Only this ${of}, by its name` });

export const utilizationOperation = {
  id: 'readUtilization',
  method: 'GET',
  path: '/utilization',
  summary: 'How what components hold is used, live',
  description:
    'GPU and GPU memory utilisation by accelerator, CPU and memory by copy, and requests, errors and latencies by component, ' +
    'read from CloudWatch when it is asked for: estimated, and no part of the ledger. A step is as fine as CloudWatch still has ' +
    'it: 10 s within 2 h 45 min, then 60 s, 300 s after 15 and 3600 s after 63 days. At most a day, 1,440 points a series, 200 ' +
    'series and 100,000 values. Percentiles are there where CloudWatch has them. A team is told of its own components, of the ' +
    'time in which they were its own.',
  role: 'team',
  query: {
    endpoint: z
      .string('expected the name of an endpoint')
      .meta({ description: 'Whose components are asked about', examples: ['chat-prod'] }),
    component: exact('component'),
    instance: exact('instance').meta({
      description: 'Only copies on this instance, by its id: requests are then told by copy, too',
    }),
    copy: exact('copy').meta({ description: 'Only this copy, by its container’s id; likewise' }),
    window: timeParams.window
      .default('1h')
      .meta({ description: `${timeParams.window.meta()?.description}. At most a day` }),
    zone: timeParams.zone,
    step: stepParams.step.meta({
      description:
        '10s, 20s, 30s or whole minutes; without one the finest that samples are published in and an answer has room for',
      examples: ['60s'],
    }),
    detail: z.enum(['component', 'copy']).default('copy').meta({
      description: 'copy: utilisation by copy and accelerator; component: the mean of each component',
    }),
    metrics: readWith(readNames)
      .optional()
      .meta({
        description: `Only some of ${utilizationNames.join(', ')}`,
        examples: ['gpuUtilization,invocations'],
      }),
  },
  pathParams: {},
  body: undefined,
  answer,
  hasCsv: true,
} as const satisfies Operation;
