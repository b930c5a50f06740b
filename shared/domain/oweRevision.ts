import type { PoolState } from './poolState.ts';
import { earliest, type Instant } from './time.ts';

/** The state with all from a time on still to be revised; an earlier mark stays. */
export const oweRevision = (state: PoolState, from: Instant): PoolState => ({
  ...state,
  reviseFrom: earliest(from, state.reviseFrom ?? from),
});

/**
 * The state of a pool that is to have the owners of a version of the owners document: what its stored splits are to be revised
 * from is marked once, whoever comes first.
 * @param changesFrom the first time at which the versions since the state's own change anything; undefined for never.
 */
export const oweOwners = (state: PoolState, version: number, changesFrom: Instant | undefined): PoolState => {
  if (state.ownersVersion >= version) return state;
  const marked = changesFrom === undefined ? state : oweRevision(state, changesFrom);
  return { ...marked, ownersVersion: version };
};

/**
 * The state after a run has written from a time on by a version of the owners document: where the pool was given the owners of
 * a later one meanwhile, what it wrote is to be revised.
 */
export const oweOvertaken = (state: PoolState, version: number, from: Instant): PoolState =>
  state.ownersVersion > version ? oweRevision(state, from) : state;
