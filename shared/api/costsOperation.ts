import * as z from 'zod';
import { idleReasons } from '#shared/domain/idleReason.ts';
import { unknownReasons } from '#shared/domain/unknownReason.ts';
import { instantText, metaSchema, seconds, usd } from './figures.ts';
import { labelFields } from './labelFields.ts';
import type { Operation } from './operation.ts';
import { pageParams, stepParams, timeParams, viewParams } from './questionParams.ts';

export const rowKinds = ['allocated', 'idle', 'unknown', 'variance', 'rest'] as const;

/** What a row, or a total, comes to. What it has none of is left out. */
export const amountFields = {
  gpuSeconds: seconds,
  vcpuSeconds: seconds.optional(),
  costUsd: usd.nullable().meta({ description: 'null where no price is known: then it is in no total' }),
};

/** What a row is of and what it comes to, whatever time it is of. */
export const costRowFields = {
  kind: z.enum(rowKinds),
  reason: z.enum([...idleReasons, ...unknownReasons]).optional(),
  blocker: z.number().optional().meta({ description: 'What stranded capacity is too little for' }),
  ...labelFields,
  ...amountFields,
  heldUsd: usd
    .optional()
    .meta({ description: 'What is held itself, without the idle capacity that it bears' }),
  idleUsd: usd.optional().meta({ description: 'Idle capacity that it bears' }),
  idleGpuSeconds: seconds.optional(),
  usedUsd: usd.optional(),
  wasteUsd: usd.optional(),
  unmeasuredUsd: usd.optional(),
  usedGpuSeconds: seconds.optional(),
  unmeasuredGpuSeconds: seconds.optional(),
  invocations: z.int().nonnegative().optional(),
};

export type CostRowFields = z.infer<z.ZodObject<typeof costRowFields>>;

export const costRowSchema = z
  .object({ from: instantText, to: instantText, ...costRowFields })
  .meta({ id: 'CostRow' });
export type CostAnswerRow = z.infer<typeof costRowSchema>;

export const totalSchema = z
  .object({ ...amountFields, unpricedGpuSeconds: seconds })
  .meta({ description: 'Of all rows, also of those on other pages' });

export const nextCursor = z
  .string()
  .nullable()
  .meta({ description: 'The cursor of the next page; null on the last' });

const answer = z
  .object({
    meta: metaSchema,
    rows: z.array(costRowSchema),
    total: totalSchema,
    next: nextCursor,
  })
  .meta({ id: 'Costs' });
export type CostsAnswer = z.infer<typeof answer>;

export const costsOperation = {
  id: 'listCosts',
  method: 'GET',
  path: '/costs',
  summary: 'What models, teams, endpoints and copies cost',
  description:
    'Exact costs of a window, added up by labels and cut into steps. The rows add up to the total to the last of nine places.',
  role: 'team',
  query: { ...timeParams, ...stepParams, ...viewParams, ...pageParams },
  pathParams: {},
  body: undefined,
  answer,
  hasCsv: true,
} as const satisfies Operation;
