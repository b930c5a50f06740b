import type { Fault } from '#shared/api/fault.ts';
import type { viewParams } from '#shared/api/questionParams.ts';
import type { QueryRead } from '#shared/api/readQuery.ts';
import type { Division } from '#shared/domain/divideBucket.ts';
import { bucketSeconds } from '#shared/domain/time.ts';
import type { AskedTime } from './resolveTime.ts';
import { placesIn } from './toCostQuestion.ts';

/** How long a window may be whose buckets are divided: all of their samples are read. */
const longestByPlace = 7 * 86_400;
const longestBySteps = 6 * 3_600;

/**
 * What buckets must be divided by: where a view asks for instances or copies, or steps are finer than a bucket.
 * @param faults is told of windows that are too long for that.
 */
export const toDivision = (
  view: QueryRead<typeof viewParams>['values'],
  { window, step }: Pick<AskedTime, 'window' | 'step'>,
  faults: Fault[],
): Division | undefined => {
  const { byInstance, byCopy } = placesIn(view);
  const isFine = step?.kind === 'fixed' && step.seconds < bucketSeconds;
  if (!isFine && !byInstance && !byCopy) return undefined;
  const seconds = window.to - window.from;
  if (isFine && seconds > longestBySteps)
    faults.push({
      parameter: 'window',
      detail: 'is longer than 6 hours, the most for steps under five minutes',
    });
  else if (seconds > longestByPlace)
    faults.push({ parameter: 'window', detail: 'is longer than 7 days, the most by instance or copy' });
  return { stepSeconds: isFine ? 10 : undefined, byInstance, byCopy };
};
