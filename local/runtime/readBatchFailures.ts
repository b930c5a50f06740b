import * as z from 'zod';
import type { InvocationResult } from './executionEnvironment.ts';

/** Which messages of a batch have failed, and why. */
export type BatchFailures = { messageIds: ReadonlySet<string>; reason: string };

const response = z
  .object({
    batchItemFailures: z.array(z.object({ itemIdentifier: z.string().min(1) })).nullish(),
  })
  .nullable();

const none: BatchFailures = { messageIds: new Set(), reason: '' };

/**
 * Reads a function's answer to a batch as Lambda does: an error fails the whole batch; with
 * `ReportBatchItemFailures` so does an answer that is malformed or names a message outside the batch, and a
 * list of failures fails just those. No list, an empty one or no answer is success.
 */
export const readBatchFailures = (
  result: InvocationResult,
  batch: readonly string[],
  reportsItemFailures: boolean,
): BatchFailures => {
  const whole = (reason: string): BatchFailures => ({ messageIds: new Set(batch), reason });
  if ('error' in result) return whole(`${result.error.errorType}: ${result.error.errorMessage}`);
  if (!reportsItemFailures) return none;
  const parsed = response.safeParse(result.payload);
  const ids = parsed.data?.batchItemFailures?.map(({ itemIdentifier }) => itemIdentifier) ?? [];
  const isMalformed = !parsed.success || ids.some((id) => !batch.includes(id));
  if (isMalformed) return whole(`malformed batch response ${JSON.stringify(result.payload)}`);
  if (ids.length === 0) return none;
  return {
    messageIds: new Set(ids),
    reason: 'named in batchItemFailures; the function’s log has the reason',
  };
};
