import type { Scope } from '#shared/costs/tallyCosts.ts';
import { type Pool, wholeInstances } from '#shared/domain/bucket.ts';
import { type Filter, matchesFilter } from '#shared/domain/filter.ts';
import type { Owners } from '#shared/domain/owners.ts';
import type { OwnerFacts } from '#shared/domain/ownersOf.ts';
import type { PoolState } from '#shared/domain/poolState.ts';
import { bucketSeconds, floorTo, type Instant } from '#shared/domain/time.ts';
import type { Window } from '#shared/domain/window.ts';
import { type OwnedComponent, ownedSpans } from '#shared/fleet/ownedSpans.ts';
import { createOwnerFacts } from '#shared/fleet/ownerFacts.ts';
import { type PoolProgress, poolProgress } from '#shared/fleet/poolProgress.ts';
import { eachConcurrently } from '#shared/lambda/eachConcurrently.ts';
import { endpointKey } from '#shared/ledger/keys.ts';
import { type ChangeSubject, changeLabel, directions } from './changeSubject.ts';
import type { ApiDeps } from './deps.ts';
import { seenComponents, seeShares } from './seenComponents.ts';

/** A pool on which components may have changed that an asker may know of and asks for. */
export type ChangingPool = {
  pool: Pool;
  state: PoolState;
  progress: PoolProgress;
  describe(component: string, time: Instant): OwnerFacts;
};

export type ChangeQuestion = { window: Window; filter: Filter; scope: Scope; owners: Owners };

/** Endpoints that are looked up side by side. */
const concurrency = 8;

/** All that an asker may know of a pool's components in a window, as a filter looks at it. */
const subjectsOn = (
  pool: Pool,
  seen: readonly OwnedComponent[],
  describe: ChangingPool['describe'],
  scope: Scope,
): ChangeSubject[] =>
  seen
    .filter(({ variant, component }) => variant === pool.variant && component !== wholeInstances)
    .flatMap(({ component, spans }) =>
      spans.flatMap(({ from, shares }) => {
        const facts = describe(component, floorTo(from, bucketSeconds));
        const { own } = seeShares(shares, scope);
        return own.flatMap((share) => directions.map((direction) => ({ pool, facts, share, direction })));
      }),
    );

/**
 * The pools that changes are to be looked for on, in no order.
 * @param onSubject is told of all that the asker may know of, whether it is asked for or not.
 */
export const findChangingPools = async (
  { window, filter, scope, owners }: ChangeQuestion,
  { account, ledger, records }: Pick<ApiDeps, 'account' | 'ledger' | 'records'>,
  onSubject: (subject: ChangeSubject) => void,
): Promise<ChangingPool[]> => {
  const lives = Map.groupBy(await ledger.listPools(account), (pool) =>
    endpointKey(pool.endpointArn, pool.endpointCreatedAt),
  );
  const found: ChangingPool[] = [];
  await eachConcurrently([...lives.values()], concurrency, async (pools) => {
    const [first] = pools;
    const record =
      first && (await records.read({ arn: first.endpointArn, createdAt: first.endpointCreatedAt }));
    if (record === undefined) return;
    const seen = seenComponents(ownedSpans(record, owners, window), scope);
    for (const pool of pools) {
      const describe = createOwnerFacts(record, pool.variant);
      const subjects = subjectsOn(pool, seen, describe, scope);
      for (const subject of subjects) onSubject(subject);
      const isWanted = subjects.some((each) => matchesFilter(filter, (label) => changeLabel(each, label)));
      const state = isWanted ? (await ledger.readPool(pool))?.state : undefined;
      if (state === undefined) continue;
      found.push({ pool, state, progress: poolProgress(pool, state, record), describe });
    }
  });
  return found;
};
