import type { Pool } from '#shared/domain/bucket.ts';
import { formatInstant, type Instant } from '#shared/domain/time.ts';

/** Attribute names of the table's keys and of its index, for the stack and the adapter alike. */
export const tableKeys = { partition: 'pk', sort: 'sk' };
export const poolsIndex = { name: 'pools', partition: 'account', sort: 'poolKey' };

/** Everything about a pool stands under its key, which holds account, region, ARN and creation time. */
export const poolKey = (pool: Pool): string =>
  `pool#${pool.endpointArn}#${formatInstant(pool.endpointCreatedAt)}#${pool.variant}#${pool.instanceType}`;

/** The pool's own item: what it is and how far it has been collected. */
export const poolSortKey = 'pool';

export const bucketSortKey = (start: Instant): string => `bucket#${formatInstant(start)}`;

/** `123456789012#us-east-1`: the partition of the pools index. */
export const accountKey = (endpointArn: string): string => {
  const [, , , region, account] = endpointArn.split(':');
  return `${account}#${region}`;
};
