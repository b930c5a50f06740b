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

/** A validity's fields in a file. */
export const validityFields = { from: edge.optional(), to: edge.optional() };

export const toValidity = ({ from, to }: { [End in keyof Validity]?: Instant | undefined }): Validity => ({
  from,
  to,
});
