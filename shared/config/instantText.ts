import * as z from 'zod';
import { parseInstant } from '#shared/domain/time.ts';

/** An instant as it stands in items and messages: ISO 8601, UTC, whole seconds. */
export const instantText = z.string().transform((text, context) => {
  const time = parseInstant(text);
  if (time === undefined) context.addIssue(`${text} is no ISO 8601 time in UTC with whole seconds`);
  return time ?? z.NEVER;
});
