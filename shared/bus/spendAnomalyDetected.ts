import * as z from 'zod';
import { moverFields } from './alertFields.ts';
import { figures, subjectFields, watchFields } from './watchFields.ts';

/** The detail of a `SpendAnomalyDetected` event: what costs far more than it does at this hour as a rule. */
export const spendAnomalyDetected = z.object({
  ...watchFields,
  subjects: z
    .array(
      z.object({
        ...subjectFields,
        ...figures.spend,
        ...moverFields,
      }),
    )
    .min(1)
    .meta({ description: 'The largest first' }),
});

export type SpendAnomalyDetected = z.infer<typeof spendAnomalyDetected>;
