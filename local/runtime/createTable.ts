import { setTimeout as sleep } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import * as z from 'zod';
import { AwsError } from '#local/aws/jsonService.ts';
import type { ServiceCaller } from '#local/aws/wire/callService.ts';
import type { TableSpec } from '#local/template/tableSpec.ts';
import { TemplateError } from '#local/template/templateError.ts';

const keySchema = z.array(z.object({ AttributeName: z.string(), KeyType: z.string() }));
const index = z.object({
  IndexName: z.string(),
  KeySchema: keySchema,
  Projection: z.object({ ProjectionType: z.string(), NonKeyAttributes: z.array(z.string()).optional() }),
});
const shape = z.object({
  AttributeDefinitions: z.array(z.object({ AttributeName: z.string(), AttributeType: z.string() })),
  KeySchema: keySchema,
  GlobalSecondaryIndexes: z.array(index).default([]),
  LocalSecondaryIndexes: z.array(index).default([]),
});
const described = z.object({ Table: shape.extend({ TableStatus: z.string() }) });

type Described = z.infer<typeof described>['Table'];

const describe = async (call: ServiceCaller, name: string): Promise<Described | undefined> => {
  try {
    return described.parse(await call('DescribeTable', { TableName: name })).Table;
  } catch (error) {
    if (error instanceof AwsError && error.shape === 'ResourceNotFoundException') return undefined;
    throw error;
  }
};

/** Keys and indexes in a form that does not depend on the order they are listed in. */
const normalize = (table: unknown): unknown => {
  const parsed = shape.parse(table);
  const byName = <Named>(list: Named[]) =>
    list.toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
  return {
    attributes: byName(parsed.AttributeDefinitions),
    keys: parsed.KeySchema,
    indexes: byName([...parsed.GlobalSecondaryIndexes, ...parsed.LocalSecondaryIndexes]),
  };
};

const createOrTake = async (call: ServiceCaller, spec: TableSpec): Promise<void> => {
  const existing = await describe(call, spec.name);
  if (existing === undefined) {
    await call('CreateTable', { TableName: spec.name, ...spec.definition });
  } else if (!isDeepStrictEqual(normalize(existing), normalize(spec.definition))) {
    const fault = `the kept folder has a table ${spec.name} with other keys or indexes`;
    throw new TemplateError(spec.logicalId, `${fault}; use another folder, or delete that one`);
  }
};

/**
 * Creates a table as the template asks for it, or takes the one that a kept folder has when its keys and
 * indexes are the same.
 * @throws TemplateError when they differ, or DynamoDB refuses the table.
 */
export const createTable = async (call: ServiceCaller, spec: TableSpec): Promise<void> => {
  try {
    await createOrTake(call, spec);
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    throw new TemplateError(spec.logicalId, error.message, error);
  }
  while ((await describe(call, spec.name))?.TableStatus !== 'ACTIVE') await sleep(1);
  if (spec.ttlAttribute === undefined) return;
  const TimeToLiveSpecification = { AttributeName: spec.ttlAttribute, Enabled: true };
  await call('UpdateTimeToLive', { TableName: spec.name, TimeToLiveSpecification });
};
