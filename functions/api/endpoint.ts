import type { APIGatewayProxyEventV2, Context } from 'aws-lambda';
import { type ClaimNames, readApiRequest } from './apiRequest.ts';
import type { ApiDeps } from './deps.ts';
import { type HttpAnswer, jsonType, respond } from './respond.ts';
import type { Route } from './route.ts';

/** What the negotiation has found that the client would have. */
type Negotiated = { preferredMediaType?: string };

/** One route of the router. */
export type Endpoint = {
  method: Route['operation']['method'];
  path: string;
  handler(event: APIGatewayProxyEventV2, context: Context & Negotiated): Promise<HttpAnswer>;
};

/** Under these an operation is reached: by a token, and signed. */
const prefixes = ['/v1', '/iam/v1'];

/** A route where the router finds it: what API Gateway has let in is read, answered, and given the form that is asked for. */
export const createEndpoint = ({ operation, answer }: Route, deps: () => ApiDeps): Endpoint[] =>
  prefixes.map((prefix) => ({
    method: operation.method,
    path: `${prefix}${operation.path}`,
    handler: async (event, { preferredMediaType = jsonType }) => {
      const claims: ClaimNames = deps().claims;
      const request = readApiRequest(event, claims);
      const given = await answer(request, deps());
      return respond(request, given, preferredMediaType);
    },
  }));
