import { isDeepStrictEqual } from 'node:util';
import { ConflictError } from '#shared/domain/errors.ts';
import type { EndpointRecord } from '#shared/fleet/endpointRecord.ts';
import type { EndpointLife } from '#shared/fleet/openRecord.ts';
import type { Sightings } from '#shared/fleet/sighting.ts';
import type { EndpointRecords } from '#shared/ledger/createEndpointRecords.ts';
import { accountKey, endpointKey } from '#shared/ledger/keys.ts';
import { retryConflicts } from '#shared/ledger/retryConflicts.ts';
import { atOnce, type Step } from './step.ts';

/** Records in memory that keep what the table would, and count what is written. */
export type MemoryEndpointRecords = EndpointRecords & {
  /** Records put so far. */
  puts: number;
  /** Every record, in order of key. */
  all(): EndpointRecord[];
  /** The same records, each of whose calls to the table is done by `step`. */
  through(step: Step): EndpointRecords;
};

type Stored = { version: number; record: EndpointRecord; isFinished: boolean };

export const createMemoryEndpointRecords = (...given: EndpointRecord[]): MemoryEndpointRecords => {
  const keyOf = ({ arn, createdAt }: Pick<EndpointLife, 'arn' | 'createdAt'>) => endpointKey(arn, createdAt);
  const open = (record: EndpointRecord): Stored => ({ version: 1, record, isFinished: false });
  const items = new Map(given.map((record) => [keyOf(record), open(record)]));
  const sightings = new Map<string, Sightings>();
  const inOrder = () => [...items].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, stored]) => stored);
  const list = (account: string, areFinished: boolean): EndpointLife[] =>
    inOrder()
      .filter(({ record, isFinished }) => accountKey(record.arn) === account && isFinished === areFinished)
      .map(({ record: { name, arn, createdAt } }) => ({ name, arn, createdAt }));
  const put = (key: string, stored: Stored): void => {
    if ((items.get(key)?.version ?? 0) !== stored.version - 1)
      throw new ConflictError('ledger.conflict', `${key} has been written since it was read`);
    items.set(key, stored);
    records.puts += 1;
  };
  const through = (step: Step): EndpointRecords => {
    const readStored = (life: Pick<EndpointLife, 'arn' | 'createdAt'>) =>
      step('readRecord', () => items.get(keyOf(life)));
    return {
      read: async (life) => (await readStored(life))?.record,
      readAll: (lives) =>
        step('readRecords', () => {
          const found = lives.flatMap((life) => items.get(keyOf(life)) ?? []);
          return new Map(found.map(({ record }) => [keyOf(record), record]));
        }),
      change: (life, change) =>
        retryConflicts(async () => {
          const stored = await readStored(life);
          const record = change(stored?.record);
          if (stored !== undefined && isDeepStrictEqual(stored.record, record)) return stored.record;
          const next = { version: (stored?.version ?? 0) + 1, record, isFinished: false };
          await step('putRecord', () => put(keyOf(life), next));
          return record;
        }),
      listOpen: (account) => step('listOpen', () => list(account, false)),
      listRecords: (account) => step('listRecords', () => [...list(account, false), ...list(account, true)]),
      finish: (life) =>
        retryConflicts(async () => {
          const stored = await readStored(life);
          if (stored === undefined || stored.isFinished) return;
          const next = { ...stored, version: stored.version + 1, isFinished: true };
          await step('putRecord', () => put(keyOf(life), next));
        }),
      readSightings: (life) => step('readSightings', () => sightings.get(keyOf(life))),
      putSightings: (life, kept) =>
        step('putSightings', () => {
          const newest = kept.sightings.at(-1)?.at;
          const known = sightings.get(keyOf(life))?.sightings.at(-1)?.at;
          if (newest !== undefined && (known === undefined || known <= newest))
            sightings.set(keyOf(life), kept);
        }),
    };
  };
  const records: MemoryEndpointRecords = {
    puts: 0,
    all: () => inOrder().map(({ record }) => record),
    through,
    ...through(atOnce),
  };
  return records;
};
