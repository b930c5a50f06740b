import * as z from 'zod';
import { alertFields, cause, time } from './alertFields.ts';
import { budgetFields, groupField, thresholdFields } from './budgetFields.ts';

/** The detail of a `BudgetRecovered` event: thresholds that were told crossed, and are so no more. */
export const budgetRecovered = z.object({
  ...alertFields,
  group: groupField,
  cause: cause.meta({ description: 'What lowered the figures' }),
  budgets: z
    .array(
      z.object({
        ...budgetFields,
        thresholds: z.array(z.object({ ...thresholdFields, crossedAt: time })).min(1),
      }),
    )
    .min(1),
});

export type BudgetRecovered = z.infer<typeof budgetRecovered>;
