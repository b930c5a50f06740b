import * as z from 'zod';
import { figures, subjectFields, watchFields } from './watchFields.ts';

/** The detail of a `CollectionDegraded` event: endpoints of which too little is seen, so that alerts are blind. */
export const collectionDegraded = z.object({
  ...watchFields,
  subjects: z
    .array(
      z.object({
        ...subjectFields,
        ...figures.collection,
      }),
    )
    .min(1)
    .meta({ description: 'The largest first' }),
});

export type CollectionDegraded = z.infer<typeof collectionDegraded>;
