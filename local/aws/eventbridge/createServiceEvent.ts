import { formatInstant } from '#local/aws/formatInstant.ts';
import { eventIdOf } from './eventIdOf.ts';
import type { BusEvent, TimedEvent } from './timedEvent.ts';

/** An event that an AWS service sends; its id is a function of everything in it, so that every run has the same. */
export const createServiceEvent = (
  time: number,
  given: Pick<BusEvent, 'detail-type' | 'source' | 'account' | 'region' | 'resources' | 'detail'>,
): TimedEvent => {
  const at = formatInstant(time);
  return { time, event: { version: '0', id: eventIdOf(at, JSON.stringify(given)), time: at, ...given } };
};
