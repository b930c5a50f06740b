import type { Pool } from '#shared/domain/bucket.ts';
import type { Level } from '#shared/domain/rollup.ts';
import { formatInstant, type Instant, parseInstant } from '#shared/domain/time.ts';

/** Attribute names of the table's keys and of its index, for the stack and the adapter alike. */
export const tableKeys = { partition: 'pk', sort: 'sk' };
export const poolsIndex = { name: 'pools', partition: 'account', sort: 'poolKey' };

/** When DynamoDB may delete an item, in epoch seconds; items without it stay. */
export const expiryAttribute = 'expiresAt';

/** Everything about a pool stands under its key, which holds account, region, ARN and creation time. */
export const poolKey = (pool: Pool): string =>
  `pool#${pool.endpointArn}#${formatInstant(pool.endpointCreatedAt)}#${pool.variant}#${pool.instanceType}`;

/** The pool's own item: what it is and how far it has been collected. */
export const poolSortKey = 'pool';

/** What stands in time under a pool's key. */
export type TimedKind = 'bucket' | 'detail' | Level;

/** How much of `2026-05-01T00:05:00Z` tells one of a kind from the next, and what makes it whole again. */
const forms = {
  bucket: { length: 20, rest: '' },
  detail: { length: 20, rest: '' },
  hour: { length: 20, rest: '' },
  day: { length: 10, rest: 'T00:00:00Z' },
  month: { length: 7, rest: '-01T00:00:00Z' },
} as const;

/** `bucket#2026-05-01T00:05:00Z`, `day#2026-05-01`, `month#2026-05`: sorted by kind, then by time. */
export const timedSortKey = (kind: TimedKind, start: Instant): string =>
  `${kind}#${formatInstant(start).slice(0, forms[kind].length)}`;

/** When what stands under a sort key of that kind begins; undefined when it is none. */
export const parseTimedSortKey = (kind: TimedKind, sortKey: string): Instant | undefined =>
  sortKey.startsWith(`${kind}#`)
    ? parseInstant(sortKey.slice(kind.length + 1) + forms[kind].rest)
    : undefined;

/** `123456789012#us-east-1`: the partition of the pools index. */
export const accountKey = (endpointArn: string): string => {
  const [, , , region, account] = endpointArn.split(':');
  return `${account}#${region}`;
};

/** Everything about one life of an endpoint stands under its ARN and creation time. */
export const endpointKey = (arn: string, createdAt: Instant): string =>
  `endpoint#${arn}#${formatInstant(createdAt)}`;

/** The record of an endpoint's life, and when and how it was last seen. */
export const endpointSortKey = 'endpoint';
export const sightingsSortKey = 'sightings';

/** Partitions of the pools index for the records of endpoints: those that still change, and those that are finished. */
export const openEndpointsKey = (account: string): string => `${account}#endpoints`;
export const finishedEndpointsKey = (account: string): string => `${account}#endpoints#finished`;

/** Every version of one kind of setting stands under its name. */
export const settingKey = (name: string): string => `setting#${name}`;

/** `version#000042`: sorted by number, up to a million. */
export const versionSortKey = (version: number): string =>
  `version#${Math.min(version, 999_999).toString().padStart(6, '0')}`;

/** Up to which version all that is stored was revised. */
export const appliedSortKey = 'applied';

/** The alerts of a group: how its budgets stand, and the events that were sent. */
export const alertsKey = (group: string): string => `alerts#${group}`;
export const alertsSortKey = 'state';

/** Every group of which anything was ever kept, its name as sort key. */
export const alertGroupsKey = 'alertGroups';

/** `sent#2026-05-01T00:05:00Z#5f0c…`: by time, and one event once. */
export const sentSortKey = (at: Instant, id = ''): string => `sent#${formatInstant(at)}#${id}`;
