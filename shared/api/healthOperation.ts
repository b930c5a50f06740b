import * as z from 'zod';
import { unitKinds } from '#shared/domain/unit.ts';
import { unknownReasons } from '#shared/domain/unknownReason.ts';
import { instantText } from './figures.ts';
import type { Operation } from './operation.ts';
import { flag } from './questionParams.ts';

/** From the best to the worst. */
export const poolHealths = ['ok', 'silent', 'behind'] as const;
export const healthStates = ['empty', ...poolHealths] as const;

const gapSchema = z.object({
  reason: z.enum(unknownReasons),
  unit: z.enum(unitKinds),
  unitSeconds: z.number().positive(),
});

const poolSchema = z
  .object({
    endpoint: z.string(),
    createdAt: instantText.meta({ description: 'Tells the endpoint from others of its name' }),
    variant: z.string(),
    instanceType: z.string(),
    status: z.enum(poolHealths).meta({
      description: 'behind: not read for a quarter of an hour, or three collections; silent: as `isSilent`',
    }),
    isRunning: z.boolean().meta({ description: 'Whether it may still run' }),
    lastSuccess: instantText
      .nullable()
      .meta({ description: 'Up to when its metrics were read; null where they never were' }),
    lagSeconds: z.int().nonnegative().meta({
      description:
        'How long ago that is; 0 for what has ended and is read to its end. Up to two collections are normal',
    }),
    settledThrough: instantText.nullable().meta({
      description: 'Up to when its buckets are settled: read again when they were old enough, and unchanged',
    }),
    isSilent: z
      .boolean()
      .meta({ description: 'It has no samples, although SageMaker says that it has instances' }),
    backfill: z
      .object({ from: instantText, next: instantText })
      .nullable()
      .meta({ description: 'History that is being built from `from` on; all before `next` is' }),
    reviseFrom: instantText.nullable().optional().meta({
      description: 'Buckets from here on are still to be revised by a price or an owner; for a team left out',
    }),
    completeness: z.number().min(0).max(1).nullable().optional().meta({
      description:
        'Share of expected samples seen of the last day that is settled; null without capacity; for a team left out',
    }),
    gaps: z
      .array(gapSchema)
      .optional()
      .meta({ description: 'What of that day no sample vouches for; for a team left out' }),
  })
  .meta({ id: 'PoolHealth' });
export type PoolHealth = z.infer<typeof poolSchema>;

const answer = z
  .object({
    status: z.enum(healthStates).meta({ description: 'The worst of all; empty where there is none' }),
    now: instantText,
    behindAfterSeconds: z.int().positive(),
    pools: z.array(poolSchema).meta({ description: 'In order of endpoint, variant and instance type' }),
  })
  .meta({ id: 'Health' });
export type HealthAnswer = z.infer<typeof answer>;

export const healthOperation = {
  id: 'readHealth',
  method: 'GET',
  path: '/health',
  summary: 'Whether the collector keeps up',
  description:
    'For each pool of every endpoint that runs, or has ended and is not settled yet: how far it is collected, how complete its last day is, and what is ' +
    'still to be done. A team is told of the variants on which it has, or had in the last day, components.',
  role: 'team',
  query: {
    includeEnded: flag
      .default(false)
      .meta({ description: 'true: also what has ended and is settled to its end' }),
  },
  pathParams: {},
  body: undefined,
  answer,
  hasCsv: false,
} as const satisfies Operation;
