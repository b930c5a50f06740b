import type { Span } from '#shared/domain/idleFacts.ts';
import type { Instant } from '#shared/domain/time.ts';
import type { EndpointRecord } from './endpointRecord.ts';

const earlier = (a: Instant | undefined, b: Instant | undefined): Instant | undefined => {
  if (a === undefined || b === undefined) return a ?? b;
  return a < b ? a : b;
};

/**
 * When a variant had an old and a new fleet side by side: from the start of a deployment to when it was first seen that one
 * of the two is over, as an update that succeeds ends the old one and one that fails the new one.
 */
export const deployingSpans = ({ deployments }: EndpointRecord, variant: string): Span[] => {
  const own = deployments.filter(({ variants }) => variants.some((each) => each.variant === variant));
  return own.flatMap((next, index) =>
    own
      .slice(0, index)
      .map((old) => ({ from: next.startedAt, to: earlier(old.endedBy, next.endedBy) }))
      .filter(({ from, to }) => to === undefined || from < to),
  );
};
