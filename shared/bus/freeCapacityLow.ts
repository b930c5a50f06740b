import * as z from 'zod';
import { figures, subjectFields, watchFields } from './watchFields.ts';

/** The detail of a `FreeCapacityLow` event: endpoints with fewer free accelerators than a watch wants. */
export const freeCapacityLow = z.object({
  ...watchFields,
  subjects: z
    .array(
      z.object({
        ...subjectFields,
        ...figures.freeAccelerators,
      }),
    )
    .min(1)
    .meta({ description: 'The largest first' }),
});

export type FreeCapacityLow = z.infer<typeof freeCapacityLow>;
