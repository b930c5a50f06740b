import * as z from 'zod';
import type { ServiceCaller } from '#local/aws/wire/callService.ts';

const page = z.object({
  Items: z.array(z.record(z.string(), z.unknown())),
  LastEvaluatedKey: z.unknown().optional(),
});

/** A table's name, its key attributes, and the attribute that says when an item expires (epoch seconds). */
export type ExpiringTable = { tableName: string; keys: readonly string[]; ttlAttribute: string };

/**
 * Deletes what has expired by `now` (epoch seconds), as DynamoDB does within days of the time; an attribute
 * that is no number expires nothing. Gives the count.
 */
export const sweepExpired = async (
  call: ServiceCaller,
  { tableName, keys, ttlAttribute }: ExpiringTable,
  now: number,
): Promise<number> => {
  const names = Object.fromEntries(keys.map((key, index) => [`#k${index}`, key]));
  let start: unknown;
  let deleted = 0;
  do {
    const scanned = page.parse(
      await call('Scan', {
        TableName: tableName,
        ExclusiveStartKey: start,
        FilterExpression: '#ttl < :now',
        ProjectionExpression: Object.keys(names).join(', '),
        ExpressionAttributeNames: { ...names, '#ttl': ttlAttribute },
        ExpressionAttributeValues: { ':now': { N: String(Math.floor(now)) } },
      }),
    );
    for (const item of scanned.Items) await call('DeleteItem', { TableName: tableName, Key: item });
    deleted += scanned.Items.length;
    start = scanned.LastEvaluatedKey;
  } while (start !== undefined);
  return deleted;
};
