import type { Pool } from '#shared/domain/bucket.ts';
import { oweVersion, type VersionName } from '#shared/domain/oweRevision.ts';
import type { PoolState } from '#shared/domain/poolState.ts';
import type { Ledger } from './createLedger.ts';
import type { Settings } from './createSettings.ts';

/**
 * Marks what of a pool is to be revised for a document to hold, once a version.
 * @returns the state as it then stands.
 */
export type MarkVersion = (pool: Pool, state: PoolState, version: number) => Promise<PoolState>;

/** @param name where a pool keeps the version of that document. */
export const createMarkVersion =
  (
    ledger: Pick<Ledger, 'changePool'>,
    { changesSince }: Pick<Settings<unknown>, 'changesSince'>,
    name: VersionName,
  ): MarkVersion =>
  async (pool, state, version) => {
    if (state[name] >= version) return state;
    const changesFrom = await changesSince(state[name]);
    return ledger.changePool(pool, (before = state) => oweVersion(before, name, version, changesFrom));
  };
