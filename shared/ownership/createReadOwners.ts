import { defaultOwners, type Owners, type OwnersInForce } from '#shared/domain/owners.ts';
import type { Settings } from '#shared/ledger/createSettings.ts';

/** Reads who owns what as it stands now: the default while no document was ever given. */
export const createReadOwners =
  ({ readLatest }: Pick<Settings<Owners>, 'readLatest'>) =>
  async (): Promise<OwnersInForce> =>
    (await readLatest()) ?? { version: 0, document: defaultOwners };
