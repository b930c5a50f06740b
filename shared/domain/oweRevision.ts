import type { PoolState } from './poolState.ts';
import { earliest, type Instant } from './time.ts';

/** Where a pool keeps by which version of a document what is stored of it was made. */
export type VersionName = 'ownersVersion' | 'ratesVersion';

/** The state with all from a time on still to be revised; an earlier mark stays. */
export const oweRevision = (state: PoolState, from: Instant): PoolState => ({
  ...state,
  reviseFrom: earliest(from, state.reviseFrom ?? from),
});

/**
 * The state of a pool for which a version of a document is to hold: what its stored splits are to be revised from is marked
 * once, whoever comes first.
 * @param changesFrom the first time at which the versions since the state's own change anything; undefined for never.
 */
export const oweVersion = (
  state: PoolState,
  name: VersionName,
  version: number,
  changesFrom: Instant | undefined,
): PoolState => {
  if (state[name] >= version) return state;
  const marked = changesFrom === undefined ? state : oweRevision(state, changesFrom);
  return { ...marked, [name]: version };
};

/** What a run knows, or a pool's state says, of prices and documents: all of it only ever grows. */
export type Knowledge = Pick<PoolState, 'rates' | VersionName>;

/** Whether more is known than a run knew: a list price, or a later version of a document. */
export const knowsMore = (state: Knowledge, known: Knowledge): boolean =>
  state.rates.length > known.rates.length ||
  state.ownersVersion > known.ownersVersion ||
  state.ratesVersion > known.ratesVersion;

/**
 * The state after a run has written from a time on by what it knew: where more became known of the pool meanwhile, what it
 * wrote is to be revised.
 */
export const oweOvertaken = (state: PoolState, known: Knowledge, from: Instant): PoolState =>
  knowsMore(state, known) ? oweRevision(state, from) : state;
