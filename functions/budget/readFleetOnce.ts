import { endpointKey } from '#shared/ledger/keys.ts';
import type { AlertDeps } from './situation.ts';

/** What an evaluation asks about the fleet, besides figures. */
type FleetDeps = Pick<AlertDeps, 'ledger' | 'records'>;

/**
 * Reads what endpoints and pools there are, and what is recorded of those that run, once for all that an evaluation asks: how far each
 * is settled, what it cost, what a watch looks at. What is recorded later is the next evaluation's: what a figure says of how far it
 * is settled was so before it was read.
 * @param account `123456789012#us-east-1`
 * @returns the same deps, which ask the table only for what was not read.
 */
export const readFleetOnce = async <Deps extends FleetDeps>(account: string, deps: Deps): Promise<Deps> => {
  const { ledger, records } = deps;
  const pools = await ledger.listPools(account);
  const lives = await records.listOpen(account);
  const known = await records.readAll(lives);
  return {
    ...deps,
    ledger: {
      ...ledger,
      listPools: async (asked: string) => (asked === account ? pools : await ledger.listPools(asked)),
    },
    records: {
      ...records,
      listOpen: async (asked: string) => (asked === account ? lives : await records.listOpen(asked)),
      read: async (life: Parameters<typeof records.read>[0]) =>
        known.get(endpointKey(life.arn, life.createdAt)) ?? (await records.read(life)),
    },
  };
};
