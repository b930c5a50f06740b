import { isDeepStrictEqual } from 'node:util';
import type { PoolState } from '#shared/domain/poolState.ts';
import type { StoredPool } from './poolItem.ts';
import { retryConflicts } from './retryConflicts.ts';

/**
 * Reads a pool's state, changes it, and puts it on the version that was read; when another run came between, all of
 * it again with what that run left. Nothing is put when nothing changes.
 * @returns the state as it then stands.
 * @throws ConflictError when other runs come between again and again.
 */
export const changePool = (
  change: (state: PoolState | undefined) => PoolState,
  item: { read(): Promise<StoredPool | undefined>; put(stored: StoredPool): Promise<void> },
): Promise<PoolState> =>
  retryConflicts(async () => {
    const stored = await item.read();
    const state = change(stored?.state);
    if (stored !== undefined && isDeepStrictEqual(stored.state, state)) return state;
    await item.put({ version: (stored?.version ?? 0) + 1, state });
    return state;
  });
