import { functionResource } from '#test/local/runtime/writeAssembly.ts';

type Resource = { Type: string; Properties: Record<string, unknown>; Condition?: string };

const ofApi = (part: string, properties: Record<string, unknown>): Resource => ({
  Type: `AWS::ApiGatewayV2::${part}`,
  Properties: { ApiId: { Ref: 'Api' }, ...properties },
});

/** A route to the function `Work`. @param logicalId of the integration. */
export const route = (RouteKey: string, properties: Record<string, unknown> = {}): Resource =>
  ofApi('Route', {
    RouteKey,
    Target: { 'Fn::Join': ['', ['integrations/', { Ref: 'Integration' }]] },
    AuthorizationType: 'NONE',
    ...properties,
  });

/** A route for tokens of the template's issuer. */
export const jwtRoute = (RouteKey: string, properties: Record<string, unknown> = {}): Resource =>
  route(RouteKey, { AuthorizationType: 'JWT', AuthorizerId: { Ref: 'Authorizer' }, ...properties });

/** An HTTP API before one function, its authorizer's issuer a parameter. */
export const apiResources = (): Record<string, Resource> => ({
  Work: functionResource('work'),
  Api: { Type: 'AWS::ApiGatewayV2::Api', Properties: { Name: 'demo', ProtocolType: 'HTTP' } },
  Stage: ofApi('Stage', { StageName: '$default', AutoDeploy: true }),
  Integration: ofApi('Integration', {
    IntegrationType: 'AWS_PROXY',
    IntegrationUri: { 'Fn::GetAtt': ['Work', 'Arn'] },
    PayloadFormatVersion: '2.0',
  }),
  Authorizer: ofApi('Authorizer', {
    Name: 'tokens',
    AuthorizerType: 'JWT',
    IdentitySource: ['$request.header.Authorization'],
    JwtConfiguration: { Issuer: { Ref: 'JwtIssuer' }, Audience: ['tenner', 'other'] },
  }),
});
