import * as z from 'zod';
import { instantText } from '#shared/config/instantText.ts';
import { bucketSeconds, formatInstant, type Instant } from '#shared/domain/time.ts';
import type { Validity } from '#shared/domain/validity.ts';

/** A time at which something may begin or end to hold. */
export const edge = instantText.transform((time, context) => {
  if (time % bucketSeconds === 0) return time;
  const text = formatInstant(time);
  context.addIssue(`is ${text}, which is on no bucket edge; expected a whole five minutes, as in 00:05:00Z`);
  return z.NEVER;
});

const whole = 'a whole five minutes in UTC, such as 2026-05-01T00:05:00Z';

/** A validity's fields in a file. */
export const validityFields = {
  from: edge.optional().meta({ description: `In force from this time on: ${whole}` }),
  to: edge.optional().meta({ description: `In force to before this time: ${whole}` }),
};

export const toValidity = ({ from, to }: { [End in keyof Validity]?: Instant | undefined }): Validity => ({
  from,
  to,
});
