import type { Pool } from '#shared/domain/bucket.ts';
import { oweOwners } from '#shared/domain/oweRevision.ts';
import type { PoolState } from '#shared/domain/poolState.ts';
import type { Ledger } from './createLedger.ts';
import type { Settings } from './createSettings.ts';

/**
 * Marks what of a pool is to be revised for the owners document to hold, once a version.
 * @returns the state as it then stands.
 */
export const createMarkOwners =
  (ledger: Pick<Ledger, 'changePool'>, { changesSince }: Pick<Settings<unknown>, 'changesSince'>) =>
  async (pool: Pool, state: PoolState, version: number): Promise<PoolState> => {
    if (state.ownersVersion >= version) return state;
    const changesFrom = await changesSince(state.ownersVersion);
    return ledger.changePool(pool, (before = state) => oweOwners(before, version, changesFrom));
  };
