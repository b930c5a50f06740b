import { isDeepStrictEqual } from 'node:util';
import { ConflictError } from '#shared/domain/errors.ts';
import { formatInstant } from '#shared/domain/time.ts';
import type { EndpointRecord } from '#shared/fleet/endpointRecord.ts';
import type { EndpointRef } from '#shared/fleet/endpointSnapshot.ts';
import type { EndpointRecords } from '#shared/ledger/createEndpointRecords.ts';
import { retryConflicts } from '#shared/ledger/retryConflicts.ts';
import type { Step } from './step.ts';

type Stored = { version: number; record: EndpointRecord };

/** Endpoint records in memory: `through` gives them as one invocation sees them. */
export const createMemoryRecords = () => {
  const items = new Map<string, Stored>();
  const keyOf = ({ arn, createdAt }: EndpointRef): string => `${arn} ${formatInstant(createdAt)}`;
  return {
    all: () => [...items.values()].map(({ record }) => record),
    through: (step: Step): EndpointRecords => ({
      change: (ref, change) =>
        retryConflicts(async () => {
          const stored = await step('readRecord', () => items.get(keyOf(ref)));
          const record = change(stored?.record);
          if (record === undefined || isDeepStrictEqual(record, stored?.record)) return record;
          await step('putRecord', () => {
            if (items.get(keyOf(ref))?.version !== stored?.version)
              throw new ConflictError('ledger.conflict', `${keyOf(ref)} has been written since it was read`);
            items.set(keyOf(ref), { version: (stored?.version ?? 0) + 1, record });
          });
          return record;
        }),
    }),
  };
};
