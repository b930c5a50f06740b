import * as z from 'zod';
import type { TemplateScope } from './createScope.ts';
import { flag, ignored, readProperties } from './readProperties.ts';

const attribute = z.strictObject({ AttributeName: z.string(), AttributeType: z.enum(['S', 'N', 'B']) });
const keySchema = z.array(z.strictObject({ AttributeName: z.string(), KeyType: z.enum(['HASH', 'RANGE']) }));
const throughput = z.strictObject({
  ReadCapacityUnits: z.coerce.number(),
  WriteCapacityUnits: z.coerce.number(),
});
const projection = z.strictObject({
  ProjectionType: z.enum(['ALL', 'KEYS_ONLY', 'INCLUDE']),
  NonKeyAttributes: z.array(z.string()).optional(),
});
const localIndex = z.strictObject({ IndexName: z.string(), KeySchema: keySchema, Projection: projection });
const globalIndex = z.strictObject({
  ...localIndex.shape,
  ProvisionedThroughput: throughput.optional(),
  ContributorInsightsSpecification: ignored,
  OnDemandThroughput: ignored,
});

const schema = z.strictObject({
  TableName: z.string().optional(),
  AttributeDefinitions: z.array(attribute),
  KeySchema: keySchema,
  BillingMode: z.enum(['PAY_PER_REQUEST', 'PROVISIONED']).default('PROVISIONED'),
  ProvisionedThroughput: throughput.optional(),
  GlobalSecondaryIndexes: z.array(globalIndex).optional(),
  LocalSecondaryIndexes: z.array(localIndex).optional(),
  TimeToLiveSpecification: z.strictObject({ AttributeName: z.string().optional(), Enabled: flag }).optional(),
  PointInTimeRecoverySpecification: ignored,
  SSESpecification: ignored,
  DeletionProtectionEnabled: ignored,
  TableClass: ignored,
  ContributorInsightsSpecification: ignored,
  OnDemandThroughput: ignored,
  WarmThroughput: ignored,
  Tags: ignored,
});

/** A table as the template asks for it. */
export type TableSpec = {
  logicalId: string;
  name: string;
  /** The input of `CreateTable`, less the name. */
  definition: Pick<
    z.output<typeof schema>,
    | 'AttributeDefinitions'
    | 'KeySchema'
    | 'BillingMode'
    | 'ProvisionedThroughput'
    | 'GlobalSecondaryIndexes'
    | 'LocalSecondaryIndexes'
  >;
  ttlAttribute: string | undefined;
};

/** The tables of a template. @throws TemplateError for a property that is not understood, such as a stream. */
export const readTables = (scope: TemplateScope): TableSpec[] =>
  readProperties(scope, 'AWS::DynamoDB::Table', schema).map(({ logicalId, name, properties }) => {
    const { AttributeDefinitions, KeySchema, BillingMode, ProvisionedThroughput } = properties;
    const { GlobalSecondaryIndexes, LocalSecondaryIndexes, TimeToLiveSpecification: ttl } = properties;
    const keys = { AttributeDefinitions, KeySchema, BillingMode, ProvisionedThroughput };
    return {
      logicalId,
      name,
      definition: { ...keys, GlobalSecondaryIndexes, LocalSecondaryIndexes },
      ttlAttribute: ttl?.Enabled === true ? ttl.AttributeName : undefined,
    };
  });
