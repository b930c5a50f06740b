import * as z from 'zod';
import { type ConnectionSpec, readConnections } from './connectionSpec.ts';
import type { TemplateScope } from './createScope.ts';
import { isDynamicReference } from './isDynamicReference.ts';
import { ignored, readProperties } from './readProperties.ts';
import { TemplateError } from './templateError.ts';

/** AWS takes https alone; a server on this machine may do without. */
const isEndpoint = (text: string): boolean =>
  isDynamicReference(text) || /^(https:\/\/|http:\/\/(127\.0\.0\.1|localhost)[:/])/.test(text);

const schema = z.strictObject({
  Name: z.string().optional(),
  Description: ignored,
  ConnectionArn: z.string(),
  HttpMethod: z.enum(['POST', 'GET', 'HEAD', 'OPTIONS', 'PUT', 'PATCH', 'DELETE']),
  InvocationEndpoint: z.string().refine(isEndpoint, 'must be an https URL, or one of this machine'),
  // What one laptop sends is far below any limit.
  InvocationRateLimitPerSecond: ignored,
});

/** An HTTP server that rules send to. */
export type ApiDestinationSpec = {
  logicalId: string;
  name: string;
  arn: string;
  method: string;
  /** A URL, in whose path each `*` is filled in by the target; or a dynamic reference, which nothing here resolves. */
  endpoint: string;
  connection: ConnectionSpec;
};

/**
 * The API destinations of a template, with their connections.
 * @throws TemplateError for a connection that is not in the stack, and for a property that is not understood.
 */
export const readApiDestinations = (scope: TemplateScope): ApiDestinationSpec[] => {
  const connections = readConnections(scope);
  const read = readProperties(scope, 'AWS::Events::ApiDestination', schema);
  return read.map(({ logicalId, name, arn = '', properties }) => {
    const { ConnectionArn, HttpMethod: method, InvocationEndpoint: endpoint } = properties;
    const connection = connections.find((candidate) => candidate.arn === ConnectionArn);
    if (connection === undefined)
      throw new TemplateError(logicalId, `its connection ${ConnectionArn} is not in the stack`);
    return { logicalId, name, arn, method, endpoint, connection };
  });
};
