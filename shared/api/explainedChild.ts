import * as z from 'zod';
import { evidences } from '#shared/domain/bucket.ts';
import { grains } from '#shared/domain/calendar.ts';
import { idleReasons } from '#shared/domain/idleReason.ts';
import { unknownReasons } from '#shared/domain/unknownReason.ts';
import { amountFields, rowKinds } from './costsOperation.ts';
import { figureStates, instantText, seconds, usd } from './figures.ts';

const gapSchema = z.object({ from: instantText, to: instantText, samples: z.int().positive() });

const seriesFields = {
  endpoint: z.string(),
  variant: z.string(),
  instanceType: z.string(),
  instance: z.string(),
  kind: z.enum(['single', 'summed']).meta({
    description:
      'single: one thing, with a sample a slot at most; summed: all that an instance type has of it',
  }),
  publishSeconds: z.int().positive().meta({ description: 'Seconds between samples' }),
  slotSeconds: z.int().positive().meta({
    description:
      'Seconds that one count is of: a publish interval, or more where CloudWatch has nothing finer',
  }),
  firstSlot: instantText.meta({ description: 'Start of the first slot: before `from` where one crosses it' }),
  counts: z.array(z.number().nonnegative()).meta({ description: 'Samples seen in each slot' }),
  seen: z.int().nonnegative(),
  expected: z.int().nonnegative().meta({ description: 'With those that are missing in the midst of others' }),
  missing: z.array(gapSchema),
  unitsPerSample: z
    .number()
    .positive()
    .meta({ description: 'GPUs, vCPUs or instances that a sample stands for' }),
  unitSeconds: seconds.meta({ description: 'What its samples come to, whoever it is shared by' }),
};

const seriesSchema = z
  .object({
    ...seriesFields,
    component: z.string().nullable().meta({ description: 'null for whole instances' }),
    container: z.string().nullable(),
    accelerator: z.string().nullable(),
    utilisation: z.number().nullable().meta({
      description: 'Mean of its utilisation samples, 0 to 1; null where there are none',
    }),
    utilisationSamples: z.int().nonnegative(),
  })
  .meta({
    id: 'ExplainedSeries',
    description: 'What CloudWatch vouched for of one copy’s accelerator, or of a copy',
  });

const itemSchema = z
  .object({
    endpoint: z.string(),
    variant: z.string(),
    instanceType: z.string(),
    level: z.enum(grains),
    from: instantText,
    version: z.int().positive(),
    madeFrom: z.array(z.int().nonnegative()).nullable().meta({
      description:
        'Versions of the items below that it was made from, in order of time, 0 for none; null for a bucket, and for an hour that was stored directly from hourly metrics',
    }),
  })
  .meta({ id: 'ExplainedItem', description: 'An item of the ledger that a figure was read from' });

export const childSchema = z
  .object({
    from: instantText,
    to: instantText,
    window: z.string().nullable().meta({
      description: 'The window to ask for to have this explained further; null where nothing lies below it',
    }),
    ...amountFields,
    unpricedGpuSeconds: seconds,
    idleUsd: usd.optional().meta({
      description:
        'Idle capacity borne over the whole window, in proportion to what is held in this part of it',
    }),
    aloneUsd: usd.optional().meta({
      description:
        'What the same question says of this part alone, where its own idle capacity is shared by what was held in it; there where it is another amount',
    }),
    completeness: z.number().min(0).max(1),
    evidence: z.enum(evidences).nullable(),
    state: z.enum(figureStates),
    backfilled: z.boolean(),
    items: z.array(itemSchema).optional().meta({ description: 'For finance; at most twelve' }),
    itemsLeftOut: z.int().nonnegative().optional(),
    kind: z.enum(rowKinds).optional().meta({ description: 'Of what no series is told' }),
    reason: z.enum([...idleReasons, ...unknownReasons]).optional(),
    component: z.string().nullable().optional(),
    series: seriesSchema.optional(),
    text: z.string().optional().meta({ description: 'What the samples come to, in words' }),
  })
  .meta({
    id: 'ExplainedChild',
    description:
      'What the figure comes to in a part of its window, or at the deepest level by one series of samples',
  });
export type ExplainedChild = z.infer<typeof childSchema>;

export const capacitySchema = z
  .object({
    from: instantText,
    to: instantText,
    endpoint: z.string(),
    variant: z.string(),
    instanceType: z.string(),
    instances: z.array(z.object(seriesFields).extend({ text: z.string() }).meta({ id: 'ExplainedInstance' })),
    unknown: z.array(z.object({ reason: z.enum(unknownReasons), unitSeconds: seconds, text: z.string() })),
    described: z.object({ instances: z.int().nonnegative() }).nullable().meta({
      description: 'What SageMaker described, where samples show less',
    }),
    overcounted: z.boolean().meta({
      description: 'More was counted than there is: the components’ shares are scaled down to capacity',
    }),
  })
  .meta({
    id: 'ExplainedCapacity',
    description:
      'What all there is in five minutes of a pool: the samples of its instances, and why some is unknown',
  });
export type Capacity = z.infer<typeof capacitySchema>;
