import * as z from 'zod';
import { time } from './alertFields.ts';
import { subjectFields, watchFields } from './watchFields.ts';

/** The detail of a `WatchCleared` event: what a watch had told of, and is over. */
export const watchCleared = z.object({
  ...watchFields,
  subjects: z.array(z.object({ ...subjectFields, clearedAt: time })).min(1),
});

export type WatchCleared = z.infer<typeof watchCleared>;
