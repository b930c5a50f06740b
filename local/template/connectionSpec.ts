import * as z from 'zod';
import type { TemplateScope } from './createScope.ts';
import { ignored, readProperties } from './readProperties.ts';

const parameters = z
  .array(z.strictObject({ Key: z.string(), Value: z.string(), IsValueSecret: ignored }))
  .default([]);

const schema = z.strictObject({
  Name: z.string().optional(),
  Description: ignored,
  AuthorizationType: z.enum(['API_KEY', 'BASIC'], 'only API_KEY and BASIC run here'),
  AuthParameters: z.strictObject({
    ApiKeyAuthParameters: z.strictObject({ ApiKeyName: z.string(), ApiKeyValue: z.string() }).optional(),
    BasicAuthParameters: z.strictObject({ Username: z.string(), Password: z.string() }).optional(),
    InvocationHttpParameters: z
      .strictObject({ HeaderParameters: parameters, QueryStringParameters: parameters })
      .optional(),
  }),
  KmsKeyIdentifier: ignored,
});

/** What EventBridge adds to each request to an API destination. */
export type ConnectionSpec = {
  logicalId: string;
  arn: string;
  headers: Readonly<Record<string, string>>;
  query: Readonly<Record<string, string>>;
};

const toRecord = (list: readonly { Key: string; Value: string }[] = []): Record<string, string> =>
  Object.fromEntries(list.map(({ Key, Value }) => [Key, Value]));

const authorize = ({ AuthParameters }: z.output<typeof schema>): Record<string, string> => {
  const { ApiKeyAuthParameters: key, BasicAuthParameters: basic } = AuthParameters;
  if (key !== undefined) return { [key.ApiKeyName]: key.ApiKeyValue };
  if (basic === undefined) return {};
  const encoded = Buffer.from(`${basic.Username}:${basic.Password}`).toString('base64');
  return { Authorization: `Basic ${encoded}` };
};

/** The connections of a template. @throws TemplateError for a property that is not understood, such as those of OAuth. */
export const readConnections = (scope: TemplateScope): ConnectionSpec[] =>
  readProperties(scope, 'AWS::Events::Connection', schema).map(({ logicalId, arn = '', properties }) => {
    const added = properties.AuthParameters.InvocationHttpParameters;
    return {
      logicalId,
      arn,
      headers: { ...toRecord(added?.HeaderParameters), ...authorize(properties) },
      query: toRecord(added?.QueryStringParameters),
    };
  });
