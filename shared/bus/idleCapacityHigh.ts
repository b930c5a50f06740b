import * as z from 'zod';
import { figures, subjectFields, watchFields } from './watchFields.ts';

/** The detail of an `IdleCapacityHigh` event: endpoints whose idle capacity costs more than a watch allows. */
export const idleCapacityHigh = z.object({
  ...watchFields,
  subjects: z
    .array(
      z.object({
        ...subjectFields,
        ...figures.idle,
      }),
    )
    .min(1)
    .meta({ description: 'The largest first' }),
});

export type IdleCapacityHigh = z.infer<typeof idleCapacityHigh>;
