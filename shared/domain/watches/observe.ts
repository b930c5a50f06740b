import type { Instant } from '#shared/domain/time.ts';
import { findDeployment, findFree, findIdle } from './findings.ts';
import { matchesSubject } from './matchesSubject.ts';
import { observeCollection } from './observeCollection.ts';
import { observeSpend } from './observeSpend.ts';
import { readBuckets } from './readBuckets.ts';
import type { Reading, Readings } from './reading.ts';
import type { SpendWatch, Watch } from './watch.ts';
import type { EndpointFacts, WatchFacts } from './watchFacts.ts';

const observeEndpoint = (
  watch: Exclude<Watch, SpendWatch>,
  facts: EndpointFacts,
  now: Instant,
): readonly Reading[] => {
  switch (watch.kind) {
    case 'idle':
      return readBuckets(facts.buckets, (bucket) => findIdle(watch, bucket));
    case 'freeAccelerators':
      return readBuckets(facts.buckets, (bucket) => findFree(watch, bucket));
    case 'deployment':
      return readBuckets(facts.buckets, findDeployment);
    case 'collection':
      return observeCollection(watch, facts, now);
  }
};

/** What a watch sees of all that it looks at, up to now. */
export const observe = (watch: Watch, { spenders, endpoints }: WatchFacts, now: Instant): Readings[] => {
  if (watch.isArchived) return [];
  if (watch.kind === 'spend') return observeSpend(watch, spenders);
  return endpoints.flatMap((facts) => {
    const subject = { endpoint: facts.endpoint, component: undefined, team: undefined };
    if (!matchesSubject(watch.match, subject)) return [];
    return [{ subject, readings: observeEndpoint(watch, facts, now) }];
  });
};
