import * as z from 'zod';
import { idleReasons } from '#shared/domain/idleReason.ts';
import { unitKinds } from '#shared/domain/unit.ts';
import { unknownReasons } from '#shared/domain/unknownReason.ts';
import { instantText } from './figures.ts';
import type { Operation } from './operation.ts';
import { quantityMetaSchema } from './quantityMeta.ts';
import { mostRows, pageParams, stepParams, timeParams } from './questionParams.ts';

const units = z.number().nonnegative();

const rowSchema = z
  .object({
    from: instantText,
    to: instantText,
    seconds: z.int().positive().meta({
      description:
        'Seconds of the step that the means are over: all but those yet to be read, or from before the ledger began',
    }),
    variant: z.string(),
    instanceType: z.string(),
    unit: z.enum(unitKinds).meta({ description: 'What all but the instances is counted in' }),
    instances: units.meta({ description: 'Mean number of instances' }),
    total: units.meta({
      description: 'Mean capacity: what is allocated, idle and unknown; times `seconds` it is unit-seconds',
    }),
    allocated: units.meta({ description: 'Held by components' }),
    idle: units.meta({ description: 'Held by nobody' }),
    idleBy: z.partialRecord(z.enum(idleReasons), units).meta({ description: 'The same by reason' }),
    unknown: units.meta({ description: 'What no sample vouches for: neither idle nor free' }),
    unknownBy: z.partialRecord(z.enum(unknownReasons), units).meta({ description: 'The same by reason' }),
  })
  .meta({ id: 'CapacityRow' });
export type CapacityAnswerRow = z.infer<typeof rowSchema>;

const answer = z
  .object({
    meta: quantityMetaSchema,
    endpoint: z.string(),
    step: z.string().meta({ description: 'The step, as it can be asked for', examples: ['1h'] }),
    rows: z.array(rowSchema).meta({ description: 'In order of time, variant and instance type' }),
    next: z.string().nullable().meta({ description: 'The cursor of the next page; null on the last' }),
  })
  .meta({ id: 'Capacity' });
export type CapacityAnswer = z.infer<typeof answer>;

export const capacityOperation = {
  id: 'readCapacity',
  method: 'GET',
  path: '/capacity/{endpoint}',
  summary: 'What an endpoint has, and how much of it is held',
  description:
    'Capacity of each pool of an endpoint (variant and instance type) by steps, from the ledger: means of instances and of units ' +
    'that are allocated, idle (by reason) and unknown. A step is five minutes at the finest; without one it is the finest that ' +
    'makes 300 steps at most. Means say nothing of peaks within a step.',
  role: 'finance',
  query: {
    ...timeParams,
    step: stepParams.step.meta({
      description: 'Multiples of 5m, 6h, 1d, 2w, or hour, day, week, month, year; five minutes at the finest',
      examples: ['1h'],
    }),
    limit: pageParams.limit
      .unwrap()
      .default(mostRows)
      .meta({ description: `Rows of one answer, at most ${mostRows}` }),
    cursor: pageParams.cursor,
  },
  pathParams: { endpoint: z.string().meta({ description: 'Its name' }) },
  body: undefined,
  answer,
  hasCsv: true,
} as const satisfies Operation;
