import * as z from 'zod';
import { confidences } from '#shared/domain/forecast/forecast.ts';
import { idleReasons } from '#shared/domain/idleReason.ts';
import { watchKinds } from '#shared/domain/watches/watch.ts';
import { alertFields, cause, explain, factId, time, usd } from './alertFields.ts';

/** What is told of one thing that a watch looks at. */
export const subjectFields = {
  alertId: factId.meta({ description: 'Of this episode: the same where it is raised and cleared' }),
  endpoint: z.string().nullable(),
  component: z.string().nullable(),
  team: z.string().nullable(),
  since: time.meta({ description: 'From when on it was over the watch’s threshold' }),
  raisedAt: time.meta({ description: 'When that had lasted long enough' }),
  explain,
};

/** What a watch saw when it was raised. */
export const figures = {
  spend: {
    perHourUsd: usd,
    usualPerHourUsd: usd.meta({ description: 'What it costs at this hour as a rule' }),
    confidence: z.enum(confidences),
  },
  idle: { perHourUsd: usd, byReason: z.partialRecord(z.enum(idleReasons), usd) },
  freeAccelerators: { free: z.number().nonnegative() },
  deployment: { idlePerHourUsd: usd },
  collection: {
    collectedThrough: time.nullable().meta({ description: 'null where it has never been collected' }),
    completeness: z.number().min(0).max(1).nullable().meta({ description: 'null where collection lags' }),
  },
};

export const watchField = z.object({
  name: z.string(),
  kind: z.enum(watchKinds),
  lastingSeconds: z.int().positive().meta({ description: 'How long it must last before anybody is told' }),
});

/** What every event of a watch has. */
export const watchFields = {
  ...alertFields,
  watch: watchField,
  cause: cause.nullable().meta({ description: 'null where nobody’s spend moved: collection is blind' }),
};
