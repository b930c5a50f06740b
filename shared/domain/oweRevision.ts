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
 * The state after a run has written from a time on by what it knew: where the pool was given a price or the owners of a later
 * document meanwhile, what it wrote is to be revised.
 */
export const oweOvertaken = (
  state: PoolState,
  known: Pick<PoolState, 'rates' | 'ownersVersion'>,
  from: Instant,
): PoolState =>
  state.ownersVersion > known.ownersVersion || state.rates.length > known.rates.length
    ? oweRevision(state, from)
    : state;
