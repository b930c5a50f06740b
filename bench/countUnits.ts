import * as z from 'zod';
import type { WireService } from '#local/aws/wire/wireService.ts';

/** DynamoDB's capacity units by what they were for: `bucket`, `hour`, `detail`, `pool` … */
export type Units = { writes: Map<string, number>; reads: Map<string, number> };

const sortKey = z.looseObject({ sk: z.object({ S: z.string() }) });
const asked = z.looseObject({
  Item: sortKey.optional(),
  Key: sortKey.optional(),
  ExpressionAttributeValues: z.record(z.string(), z.record(z.string(), z.unknown())).optional(),
});
/** dynalite says nothing of an item that is not there, which DynamoDB bills as one unit all the same. */
const consumed = z.object({
  ConsumedCapacity: z.object({ CapacityUnits: z.number() }).default({ CapacityUnits: 1 }),
});

const kindOf = ({ Item, Key, ExpressionAttributeValues }: z.infer<typeof asked>): string => {
  const key = Item?.sk.S ?? Key?.sk.S ?? ExpressionAttributeValues?.[':from']?.S;
  return typeof key === 'string' ? key.replace(/#.*/, '') : 'index';
};

const counted: Readonly<Record<string, keyof Units>> = {
  PutItem: 'writes',
  GetItem: 'reads',
  Query: 'reads',
};

/** Has DynamoDB say what each call consumed, and adds it up. */
export const countUnits = (service: WireService): { service: WireService; units: Units } => {
  const units: Units = { writes: new Map(), reads: new Map() };
  const handle: WireService['handle'] = async (call) => {
    const side = counted[call.operation];
    if (side === undefined) return service.handle(call);
    const input = asked.parse(JSON.parse(call.body));
    const body = JSON.stringify({ ...input, ReturnConsumedCapacity: 'TOTAL' });
    const answer = await service.handle({ ...call, body });
    const { ConsumedCapacity } = consumed.parse(JSON.parse(answer.body));
    const kind = kindOf(input);
    units[side].set(kind, (units[side].get(kind) ?? 0) + ConsumedCapacity.CapacityUnits);
    return answer;
  };
  return { service: { ...service, handle }, units };
};
