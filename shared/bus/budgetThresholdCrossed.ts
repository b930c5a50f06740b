import * as z from 'zod';
import { alertFields, cause } from './alertFields.ts';
import { budgetFields, groupField, thresholdFields } from './budgetFields.ts';

/** The detail of a `BudgetThresholdCrossed` event: thresholds that were crossed together, by one cause. */
export const budgetThresholdCrossed = z.object({
  ...alertFields,
  group: groupField,
  cause,
  budgets: z
    .array(
      z.object({
        ...budgetFields,
        thresholds: z
          .array(
            z.object({
              ...thresholdFields,
              found: z.boolean().meta({ description: 'It was crossed before anybody looked' }),
            }),
          )
          .min(1),
      }),
    )
    .min(1)
    .meta({ description: 'The one that is highest above its thresholds first' }),
});

export type BudgetThresholdCrossed = z.infer<typeof budgetThresholdCrossed>;
