import * as z from 'zod';
import { figures, subjectFields, watchFields } from './watchFields.ts';

/** The detail of a `DeploymentLingering` event: endpoints that have had an old and a new fleet for long. */
export const deploymentLingering = z.object({
  ...watchFields,
  subjects: z
    .array(
      z.object({
        ...subjectFields,
        ...figures.deployment,
      }),
    )
    .min(1)
    .meta({ description: 'The largest first' }),
});

export type DeploymentLingering = z.infer<typeof deploymentLingering>;
