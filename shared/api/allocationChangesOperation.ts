import * as z from 'zod';
import { instantText } from './figures.ts';
import { labelFields } from './labelFields.ts';
import type { Operation } from './operation.ts';
import { quantityMetaSchema } from './quantityMeta.ts';
import { filterParam, pageParams, timeParams } from './questionParams.ts';

const units = z.number().nonnegative();
const label = z.string().nullable();

/** What changes may be chosen by, besides tags. */
export const changeLabels = [
  'endpoint',
  'variant',
  'instanceType',
  'component',
  'model',
  'team',
  'direction',
] as const;

const rowSchema = z
  .object({
    id: z
      .string()
      .nullable()
      .meta({ description: 'That of the AllocationChanged event; null where only a part of it is told' }),
    at: instantText.meta({ description: 'Start of the first slot at the new level' }),
    withinSeconds: z.int().positive().meta({
      description:
        'Seconds of that slot: more than the publish interval where CloudWatch had only coarser counts',
    }),
    direction: z.enum(['out', 'in']),
    endpoint: z.string(),
    variant: z.string(),
    instanceType: z.string(),
    component: z.string(),
    model: labelFields.model.unwrap(),
    unit: z.enum(['accelerator', 'vcpu']),
    from: units.meta({ description: 'What it held before' }),
    to: units.meta({ description: 'What it holds from then on' }),
    share: z.number().positive().max(1).meta({
      description: 'The part of it that is told: 1 for all; a team is told its own of what several share',
    }),
    owners: z
      .array(z.object({ team: label, costCentre: label, product: label, parts: z.int().positive() }))
      .meta({ description: 'Whose it is at that time, by parts; for a team its own alone' }),
  })
  .meta({ id: 'AllocationChange' });
export type AllocationChangeRow = z.infer<typeof rowSchema>;

const answer = z
  .object({
    meta: quantityMetaSchema.meta({
      description: 'Completeness and evidence are of the time that was read for this page',
    }),
    rows: z.array(rowSchema).meta({ description: 'In order of time, then of endpoint, pool and component' }),
    next: z.string().nullable().meta({
      description:
        'The cursor of the next page; null on the last. A page may have few rows, or none, and yet another after it',
    }),
  })
  .meta({ id: 'AllocationChanges' });
export type AllocationChangesAnswer = z.infer<typeof answer>;

/** The longest window, in days. */
export const longestChangeDays = 7;

export const allocationChangesOperation = {
  id: 'listAllocationChanges',
  method: 'GET',
  path: '/allocations/changes',
  summary: 'When components were scaled out and in',
  description:
    'Scale-outs and scale-ins to the slot, as AllocationChanged events tell them: what a component holds of a pool, before and ' +
    'from then on. They are found in the buckets of the ledger, of seven days at the most and as long as buckets are kept, and ' +
    'told as far as a pool is settled (`meta.settledThrough`): ask on from there. What is from before the first run is not told.',
  role: 'team',
  query: {
    ...timeParams,
    filter: filterParam(changeLabels),
    limit: pageParams.limit,
    cursor: pageParams.cursor,
  },
  pathParams: {},
  body: undefined,
  answer,
  hasCsv: true,
} as const satisfies Operation;
