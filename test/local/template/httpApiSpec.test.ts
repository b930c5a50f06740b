import { describe, expect, it } from 'vitest';
import { readStack } from '#local/template/readStack.ts';
import { parseRouteKey } from '#local/template/routeKey.ts';
import { apiResources, jwtRoute, route } from '#test/local/runtime/httpApi/apiTemplate.ts';
import { writeAssembly } from '#test/local/runtime/writeAssembly.ts';

const place = {
  stackName: 'Demo',
  region: 'us-east-1',
  accountId: '111122223333',
  url: 'http://127.0.0.1:4570',
};

const routes = {
  Docs: route('GET /v1/docs'),
  Iam: route('PUT /iam/{proxy+}', { AuthorizationType: 'AWS_IAM' }),
  Rest: jwtRoute('GET /v1/{proxy+}', { AuthorizationScopes: ['costs'] }),
};

type Resources = Record<string, { Type: string; Properties: Record<string, unknown>; Condition?: string }>;

const read = (resources: Resources, parameters: Record<string, string> = {}) =>
  readStack({
    ...writeAssembly(
      {
        Parameters: { JwtIssuer: { Type: 'String', Default: 'https://issuer.example' } },
        Conditions: { HasIssuer: { 'Fn::Not': [{ 'Fn::Equals': [{ Ref: 'JwtIssuer' }, ''] }] } },
        Resources: resources,
        Outputs: {
          Url: { Value: { 'Fn::GetAtt': ['Api', 'ApiEndpoint'] } },
          Id: { Value: { Ref: 'Api' } },
          Stage: { Value: { Ref: 'Stage' } },
        },
      },
      { work: 'export const handler = async () => undefined;' },
    ),
    place,
    parameters,
  });

/** The API with properties of one resource replaced. */
const readWith = (logicalId: string, properties: Record<string, unknown>) => {
  const all: Resources = { ...apiResources(), ...routes };
  const changed = all[logicalId];
  if (changed !== undefined)
    all[logicalId] = { ...changed, Properties: { ...changed.Properties, ...properties } };
  return read(all);
};

describe('readHttpApi', () => {
  it('reads an API with its routes and who may use them', () => {
    const { httpApi, functions, outputs } = read({ ...apiResources(), ...routes });
    const target = { function: functions[0], timeoutMilliseconds: 30_000 };
    const authorizer = {
      issuer: 'https://issuer.example',
      audience: ['tenner', 'other'],
      identityHeader: 'authorization',
    };
    expect(httpApi).toEqual({
      logicalId: 'Api',
      id: outputs.Id,
      stage: '$default',
      routes: [
        {
          ...target,
          logicalId: 'Docs',
          routeKey: 'GET /v1/docs',
          match: {
            kind: 'path',
            method: 'GET',
            segments: [
              { kind: 'text', text: 'v1' },
              { kind: 'text', text: 'docs' },
            ],
          },
          authorization: { kind: 'none' },
        },
        {
          ...target,
          logicalId: 'Iam',
          routeKey: 'PUT /iam/{proxy+}',
          match: {
            kind: 'path',
            method: 'PUT',
            segments: [
              { kind: 'text', text: 'iam' },
              { kind: 'greedy', name: 'proxy' },
            ],
          },
          authorization: { kind: 'iam' },
        },
        {
          ...target,
          logicalId: 'Rest',
          routeKey: 'GET /v1/{proxy+}',
          match: {
            kind: 'path',
            method: 'GET',
            segments: [
              { kind: 'text', text: 'v1' },
              { kind: 'greedy', name: 'proxy' },
            ],
          },
          authorization: { kind: 'jwt', authorizer, scopes: ['costs'] },
        },
      ],
    });
    expect(outputs).toEqual({
      Url: 'http://127.0.0.1:4570',
      Id: expect.stringMatching(/^[0-9a-z]{10}$/),
      Stage: '$default',
    });
  });

  it('leaves out the routes and the authorizer whose condition does not hold', () => {
    const resources: Resources = { ...apiResources(), ...routes };
    for (const id of ['Authorizer', 'Rest']) Object.assign(resources[id] ?? {}, { Condition: 'HasIssuer' });
    const keys = (issuer: string) =>
      read(resources, { JwtIssuer: issuer }).httpApi?.routes.map(({ routeKey }) => routeKey);
    expect(keys('https://issuer.example')).toEqual(['GET /v1/docs', 'PUT /iam/{proxy+}', 'GET /v1/{proxy+}']);
    expect(keys('')).toEqual(['GET /v1/docs', 'PUT /iam/{proxy+}']);
  });

  it('is none where the template has none', () => {
    const { Work } = apiResources();
    const stack = readStack({
      ...writeAssembly({ Resources: { Work } }, { work: 'export const handler = 1;' }),
      place,
    });
    expect(stack.httpApi).toBeUndefined();
  });

  it.each<[string, string, Record<string, unknown>, string]>([
    [
      'CORS',
      'Api',
      { CorsConfiguration: {} },
      'Api: the local run does not understand the property CorsConfiguration',
    ],
    ['a WebSocket API', 'Api', { ProtocolType: 'WEBSOCKET' }, 'Api: ProtocolType: only HTTP APIs run here'],
    [
      'another stage',
      'Stage',
      { StageName: 'prod' },
      'Stage: StageName: only the stage $default is served here',
    ],
    [
      'a stage that is deployed by hand',
      'Stage',
      { AutoDeploy: false },
      'Stage: AutoDeploy: only what is deployed',
    ],
    [
      'stage variables',
      'Stage',
      { StageVariables: {} },
      'Stage: the local run does not understand the property StageVariables',
    ],
    [
      'a setting of routes',
      'Stage',
      { DefaultRouteSettings: { LoggingLevel: 'INFO' } },
      'Stage: the local run does not understand the property DefaultRouteSettings.LoggingLevel',
    ],
    ['format 1.0', 'Integration', { PayloadFormatVersion: '1.0' }, 'Integration: PayloadFormatVersion: '],
    [
      'an integration by HTTP',
      'Integration',
      { IntegrationType: 'HTTP_PROXY' },
      'Integration: IntegrationType: ',
    ],
    [
      'a function that is not there',
      'Integration',
      { IntegrationUri: 'arn:x' },
      'Integration: its function arn:x is not in the stack',
    ],
    [
      'mapped parameters',
      'Integration',
      { RequestParameters: {} },
      'Integration: the local run does not understand the property RequestParameters',
    ],
    [
      'an authorizer that is a function',
      'Authorizer',
      { AuthorizerType: 'REQUEST' },
      'Authorizer: AuthorizerType: only JWT authorizers run here',
    ],
    [
      'a token in the query',
      'Authorizer',
      { IdentitySource: ['$request.querystring.token'] },
      'Authorizer: IdentitySource.0: must be $request.header.<name>',
    ],
    [
      'no audience',
      'Authorizer',
      { JwtConfiguration: { Issuer: 'https://a.example', Audience: [] } },
      'Authorizer: JwtConfiguration.Audience: ',
    ],
    [
      'an authorizer that is not there',
      'Rest',
      { AuthorizerId: 'gone' },
      'Rest: its authorizer gone is not in the stack',
    ],
    [
      'an authorizer that is not named',
      'Iam',
      { AuthorizationType: 'JWT' },
      'Iam: its authorizer (none) is not in the stack',
    ],
    [
      'an integration that is not there',
      'Docs',
      { Target: 'integrations/gone' },
      'Docs: its integration gone is not in the stack',
    ],
    ['a route key that is none', 'Docs', { RouteKey: 'FETCH /v1' }, 'Docs: "FETCH /v1" is no route key'],
    [
      'an API key',
      'Docs',
      { ApiKeyRequired: true },
      'Docs: the local run does not understand the property ApiKeyRequired',
    ],
  ])('refuses %s', (_, logicalId, properties, message) => {
    expect(() => readWith(logicalId, properties)).toThrow(`template, ${message}`);
  });

  it('refuses a second API, and one without a stage', () => {
    const { Stage, ...stageless } = apiResources();
    expect(() => read({ ...stageless, Stage: route('$default') })).toThrow(
      'template, Api: the API has no stage, so nothing of it is served',
    );
    const second = { Type: 'AWS::ApiGatewayV2::Api', Properties: { Name: 'b', ProtocolType: 'HTTP' } };
    expect(() => read({ ...apiResources(), Second: second })).toThrow(
      'template, Second: the one port serves one HTTP API, and that is Api',
    );
    expect(Stage?.Type).toBe('AWS::ApiGatewayV2::Stage');
  });
});

describe('parseRouteKey', () => {
  it.each([
    ['$default', { kind: 'default' }],
    ['ANY /', { kind: 'path', method: 'ANY', segments: [{ kind: 'text', text: '' }] }],
    [
      'GET /teams/{team}',
      {
        kind: 'path',
        method: 'GET',
        segments: [
          { kind: 'text', text: 'teams' },
          { kind: 'variable', name: 'team' },
        ],
      },
    ],
  ])('reads %s', (key, expected) => {
    expect(parseRouteKey(key)).toEqual(expected);
  });

  it.each(['', 'GET', 'get /a', 'GET a', 'GET /{a+}/b', 'GET /{a', 'GET /a{b}', 'GET  /a', '$disconnect'])(
    'does not take "%s"',
    (key) => {
      expect(parseRouteKey(key)).toBeUndefined();
    },
  );
});
