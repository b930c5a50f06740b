import * as z from 'zod';
import type { TemplateScope } from './createScope.ts';
import type { FunctionSpec } from './functionSpec.ts';
import { flag, ignored, readProperties } from './readProperties.ts';
import { parseRouteKey, type RouteKey } from './routeKey.ts';
import { TemplateError } from './templateError.ts';

const apiSchema = z.strictObject({
  Name: z.string(),
  ProtocolType: z.literal('HTTP', 'only HTTP APIs run here'),
  Description: ignored,
  Tags: ignored,
});

const stageSchema = z.strictObject({
  ApiId: z.string(),
  StageName: z.literal('$default', 'only the stage $default is served here'),
  AutoDeploy: flag.refine((isOn) => isOn, 'only what is deployed by itself is served here'),
  // Throttling is not simulated: what one laptop asks of itself is far below any bound worth setting.
  DefaultRouteSettings: z
    .strictObject({
      ThrottlingBurstLimit: ignored,
      ThrottlingRateLimit: ignored,
      DetailedMetricsEnabled: ignored,
    })
    .optional(),
  AccessLogSettings: ignored,
  Description: ignored,
  Tags: ignored,
});

const integrationSchema = z.strictObject({
  ApiId: z.string(),
  IntegrationType: z.literal('AWS_PROXY'),
  IntegrationUri: z.string(),
  IntegrationMethod: ignored,
  PayloadFormatVersion: z.literal('2.0'),
  TimeoutInMillis: z.coerce.number().int().min(50).max(30_000).default(30_000),
  Description: ignored,
});

const identitySource = z
  .string()
  .regex(/^\$request\.header\.[\w-]+$/, 'must be $request.header.<name>')
  .transform((text) => text.slice('$request.header.'.length).toLowerCase());

const authorizerSchema = z.strictObject({
  ApiId: z.string(),
  Name: ignored,
  AuthorizerType: z.literal('JWT', 'only JWT authorizers run here'),
  IdentitySource: z.tuple([identitySource]),
  JwtConfiguration: z.strictObject({ Issuer: z.url(), Audience: z.array(z.string()).min(1) }),
});

const routeSchema = z.strictObject({
  ApiId: z.string(),
  RouteKey: z.string(),
  Target: z.string(),
  AuthorizationType: z.enum(['NONE', 'JWT', 'AWS_IAM']).default('NONE'),
  AuthorizerId: z.string().optional(),
  AuthorizationScopes: z.array(z.string()).default([]),
  OperationName: ignored,
});

/** An authorizer by the tokens of an OpenID Connect issuer. */
export type JwtAuthorizerSpec = {
  issuer: string;
  audience: readonly string[];
  /** The header that has the token, in lower case. */
  identityHeader: string;
};

/** Who may use a route. */
export type Authorization =
  | { kind: 'none' }
  | { kind: 'iam' }
  /** A token needs one of the scopes, when there are any. */
  | { kind: 'jwt'; authorizer: JwtAuthorizerSpec; scopes: readonly string[] };

export type RouteSpec = {
  logicalId: string;
  /** As it was written: `GET /v1/{proxy+}`. */
  routeKey: string;
  match: RouteKey;
  function: FunctionSpec;
  timeoutMilliseconds: number;
  authorization: Authorization;
};

/** An HTTP API with its `$default` stage, as the template asks for it. */
export type HttpApiSpec = { logicalId: string; id: string; stage: string; routes: RouteSpec[] };

/** The part of the API that a property names. @throws TemplateError when it is not in the stack. */
const findPart = <Part extends { name: string }>(
  parts: readonly Part[],
  name: string | undefined,
  { logicalId, what }: { logicalId: string; what: string },
): Part => {
  const found = parts.find((part) => part.name === name);
  if (found !== undefined) return found;
  throw new TemplateError(logicalId, `its ${what} ${name ?? '(none)'} is not in the stack`);
};

/** The authorizers by their ids; all routes of one share what is read of it. */
const readAuthorizers = (scope: TemplateScope) =>
  readProperties(scope, 'AWS::ApiGatewayV2::Authorizer', authorizerSchema).map(({ name, properties }) => {
    const { Issuer: issuer, Audience: audience } = properties.JwtConfiguration;
    const [identityHeader] = properties.IdentitySource;
    return { name, authorizer: { issuer, audience, identityHeader } };
  });

const readRoutes = (scope: TemplateScope, functions: readonly FunctionSpec[]): RouteSpec[] => {
  const integrations = readProperties(scope, 'AWS::ApiGatewayV2::Integration', integrationSchema);
  const authorizers = readAuthorizers(scope);

  const readTarget = (logicalId: string, target: string) => {
    const id = target.replace(/^integrations\//, '');
    const { logicalId: where, properties } = findPart(integrations, id, { logicalId, what: 'integration' });
    const found = functions.find(({ arn }) => arn === properties.IntegrationUri);
    if (found !== undefined) return { function: found, timeoutMilliseconds: properties.TimeoutInMillis };
    throw new TemplateError(where, `its function ${properties.IntegrationUri} is not in the stack`);
  };
  const readAuthorization = (logicalId: string, route: z.output<typeof routeSchema>): Authorization => {
    switch (route.AuthorizationType) {
      case 'NONE':
        return { kind: 'none' };
      case 'AWS_IAM':
        return { kind: 'iam' };
      case 'JWT': {
        const found = findPart(authorizers, route.AuthorizerId, { logicalId, what: 'authorizer' });
        return { kind: 'jwt', authorizer: found.authorizer, scopes: route.AuthorizationScopes };
      }
    }
  };
  return readProperties(scope, 'AWS::ApiGatewayV2::Route', routeSchema).map(({ logicalId, properties }) => {
    const { RouteKey: routeKey, Target } = properties;
    const match = parseRouteKey(routeKey);
    if (match === undefined) throw new TemplateError(logicalId, `"${routeKey}" is no route key`);
    const authorization = readAuthorization(logicalId, properties);
    return { logicalId, routeKey, match, ...readTarget(logicalId, Target), authorization };
  });
};

/**
 * The HTTP API of a template, if it has one. What its parts name as their API is that one, as there is no other.
 * @throws TemplateError for a second API, one without its stage, a part that is not in the stack, and a property that
 * is not understood, such as CORS.
 */
export const readHttpApi = (
  scope: TemplateScope,
  functions: readonly FunctionSpec[],
): HttpApiSpec | undefined => {
  const [api, other] = readProperties(scope, 'AWS::ApiGatewayV2::Api', apiSchema);
  if (api === undefined) return undefined;
  const { logicalId, name: id } = api;
  if (other !== undefined) {
    throw new TemplateError(other.logicalId, `the one port serves one HTTP API, and that is ${logicalId}`);
  }
  const [stage] = readProperties(scope, 'AWS::ApiGatewayV2::Stage', stageSchema);
  if (stage === undefined)
    throw new TemplateError(logicalId, 'the API has no stage, so nothing of it is served');
  return { logicalId, id, stage: stage.properties.StageName, routes: readRoutes(scope, functions) };
};
