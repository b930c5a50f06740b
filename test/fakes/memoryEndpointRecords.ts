import { isDeepStrictEqual } from 'node:util';
import type { EndpointRecord } from '#shared/fleet/endpointRecord.ts';
import type { EndpointLife } from '#shared/fleet/openRecord.ts';
import type { Sightings } from '#shared/fleet/sighting.ts';
import type { EndpointRecords } from '#shared/ledger/createEndpointRecords.ts';
import { accountKey, endpointKey } from '#shared/ledger/keys.ts';

/** Records in memory that keep what the table would, and count what is written. */
export type MemoryEndpointRecords = EndpointRecords & {
  /** Records put so far. */
  puts: number;
  /** Every record, in order of key. */
  all(): EndpointRecord[];
};

export const createMemoryEndpointRecords = (...given: EndpointRecord[]): MemoryEndpointRecords => {
  const keyOf = ({ arn, createdAt }: Pick<EndpointLife, 'arn' | 'createdAt'>) => endpointKey(arn, createdAt);
  const stored = new Map(given.map((record) => [keyOf(record), record]));
  const finished = new Set<string>();
  const sightings = new Map<string, Sightings>();
  const inOrder = () => [...stored].toSorted(([a], [b]) => (a < b ? -1 : 1));
  const list = (account: string, isListed: (key: string) => boolean): EndpointLife[] =>
    inOrder()
      .filter(([key, { arn }]) => accountKey(arn) === account && isListed(key))
      .map(([, { name, arn, createdAt }]) => ({ name, arn, createdAt }));
  const records: MemoryEndpointRecords = {
    puts: 0,
    all: () => inOrder().map(([, record]) => record),
    read: async (life) => stored.get(keyOf(life)),
    change: async (life, change) => {
      const known = stored.get(keyOf(life));
      const record = change(known);
      if (known !== undefined && isDeepStrictEqual(known, record)) return known;
      stored.set(keyOf(life), record);
      finished.delete(keyOf(life));
      records.puts += 1;
      return record;
    },
    listOpen: async (account) => list(account, (key) => !finished.has(key)),
    listRecords: async (account) => [
      ...list(account, (key) => !finished.has(key)),
      ...list(account, (key) => finished.has(key)),
    ],
    finish: async (life) => {
      if (stored.has(keyOf(life))) finished.add(keyOf(life));
    },
    readSightings: async (life) => sightings.get(keyOf(life)),
    putSightings: async (life, kept) => {
      const newest = kept.sightings.at(-1)?.at;
      const known = sightings.get(keyOf(life))?.sightings.at(-1)?.at;
      if (newest !== undefined && (known === undefined || known <= newest)) sightings.set(keyOf(life), kept);
    },
  };
  return records;
};
