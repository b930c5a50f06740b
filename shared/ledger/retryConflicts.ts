import { ConflictError } from '#shared/domain/errors.ts';

/** Writers of one pool are few: what loses this often is not bad luck. */
const maxConflicts = 5;

/**
 * Does it again when another writer came first.
 * @param onConflict is told each time, and reads again what the next try starts from.
 * @throws ConflictError when that happens six times in a row.
 */
export const retryConflicts = async <Result>(
  attempt: () => Promise<Result>,
  onConflict: () => Promise<void> = async () => {},
): Promise<Result> => {
  for (let conflicts = 0; ; conflicts += 1) {
    try {
      return await attempt();
    } catch (error) {
      if (!(error instanceof ConflictError) || conflicts >= maxConflicts) throw error;
      await onConflict();
    }
  }
};
