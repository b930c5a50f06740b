import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { chooseRoute } from '#local/runtime/httpApi/chooseRoute.ts';
import type { RouteSpec } from '#local/template/httpApiSpec.ts';
import { parseRouteKey } from '#local/template/routeKey.ts';
import { route } from '#test/local/runtime/httpApi/apiTemplate.ts';
import { bootApi, stopApis } from '#test/local/runtime/httpApi/bootApi.ts';
import { sendRaw } from '#test/local/runtime/httpApi/sendRaw.ts';

afterEach(stopApis);

const routesOf = (keys: readonly string[]): RouteSpec[] =>
  keys.map((routeKey) => ({ routeKey, match: parseRouteKey(routeKey) }) as RouteSpec);

const choose = (keys: readonly string[], request: string) => {
  const [method = '', path = ''] = request.split(' ');
  const match = chooseRoute(routesOf(keys), method, path);
  return match && [match.route.routeKey, match.pathParameters];
};

/** The example of AWS's own page on routes, with one route of another method. */
const pets = [
  '$default',
  'ANY /{proxy+}',
  'GET /pets/{proxy+}',
  'GET /pets/dog/{id}',
  'GET /pets/dog/1',
  'POST /pets/dog/1',
];

describe('chooseRoute', () => {
  it.each([
    ['GET /pets/dog/1', ['GET /pets/dog/1', {}]],
    ['POST /pets/dog/1', ['POST /pets/dog/1', {}]],
    ['GET /pets/dog/2', ['GET /pets/dog/{id}', { id: '2' }]],
    ['GET /pets/cat/1', ['GET /pets/{proxy+}', { proxy: 'cat/1' }]],
    ['POST /test/5', ['ANY /{proxy+}', { proxy: 'test/5' }]],
    ['DELETE /pets/dog/1', ['ANY /{proxy+}', { proxy: 'pets/dog/1' }]],
    ['GET /', ['$default', {}]],
  ])('takes %s by %j', (request, expected) => {
    expect(choose(pets, request)).toEqual(expected);
  });

  it('takes a method before ANY, even where ANY is the closer path', () => {
    const keys = ['ANY /a/b', 'GET /a/{name}'];
    expect(choose(keys, 'GET /a/b')).toEqual(['GET /a/{name}', { name: 'b' }]);
    expect(choose(keys, 'PUT /a/b')).toEqual(['ANY /a/b', {}]);
  });

  it('takes a full match by ANY before a greedy one by the method', () => {
    expect(choose(['GET /a/{proxy+}', 'ANY /a/{name}'], 'GET /a/b')).toEqual([
      'ANY /a/{name}',
      { name: 'b' },
    ]);
  });

  it('takes the longer of two greedy routes', () => {
    expect(choose(['GET /a/{proxy+}', 'GET /a/b/{proxy+}'], 'GET /a/b/c')).toEqual([
      'GET /a/b/{proxy+}',
      { proxy: 'c' },
    ]);
  });

  it('finds nothing for another method, for a path that is longer or shorter, or ends in a slash', () => {
    const keys = ['GET /v1/docs', 'GET /v2/{proxy+}'];
    for (const request of [
      'POST /v1/docs',
      'GET /v1',
      'GET /v1/docs/x',
      'GET /v1/docs/',
      'GET /v2',
      'GET /v2/',
    ])
      expect(choose(keys, request)).toBeUndefined();
    expect(choose(keys, 'GET /v2/docs/')).toEqual(['GET /v2/{proxy+}', { proxy: 'docs/' }]);
  });

  it('chooses the same whatever the order of the routes', () => {
    const paths = fc.constantFrom('/pets/dog/1', '/pets/dog/2', '/pets/cat', '/x/y', '/');
    const methods = fc.constantFrom('GET', 'POST', 'PUT');
    const orders = fc.shuffledSubarray(pets, { minLength: pets.length });
    fc.assert(
      fc.property(orders, methods, paths, (keys, method, path) => {
        expect(choose(keys, `${method} ${path}`)).toEqual(choose(pets, `${method} ${path}`));
      }),
    );
  });
});

const message = (text: string) => ({ message: text });

describe('an HTTP API on the one port', () => {
  const routes = {
    Docs: route('GET /v1/docs'),
    Rest: route('GET /v1/{proxy+}'),
    Put: route('PUT /v1/{proxy+}'),
  };

  it('answers on every path but the one that AWS services have', async () => {
    const { cloud } = await bootApi(routes);
    expect(cloud.outputs.Url).toBe(cloud.url);
    const docs = await fetch(`${cloud.url}/v1/docs`);
    expect([docs.status, await docs.json()]).toMatchObject([200, { routeKey: 'GET /v1/docs' }]);
    const service = await fetch(cloud.url, {
      method: 'POST',
      headers: { 'x-amz-target': 'AmazonSQS.ListQueues', 'content-type': 'application/x-amz-json-1.0' },
      body: '{}',
    });
    expect([service.status, await service.json()]).toEqual([200, { QueueUrls: [] }]);
    const named = await fetch(`${cloud.url}/v1/docs`, {
      headers: { 'x-amz-target': 'AmazonSQS.ListQueues' },
    });
    expect(await named.json()).toMatchObject({ rawPath: '/v1/docs' });
  });

  it.each([
    ['a path without a route', 'GET', '/v2/costs'],
    ['another method', 'POST', '/v1/docs'],
    ['HEAD', 'HEAD', '/v1/docs'],
    ['a preflight of CORS', 'OPTIONS', '/v1/costs'],
  ])('has no answer to %s', async (_, method, path) => {
    const { cloud, invocations } = await bootApi(routes);
    const answer = await sendRaw(cloud.url, path, { method });
    expect(answer.status).toBe(404);
    if (method !== 'HEAD') expect(answer.json()).toEqual(message('Not Found'));
    expect(answer.headers['apigw-requestid']).toMatch(/^[\w+/]{15}=$/);
    expect(invocations).toEqual([]);
  });

  it('finds a route by the decoded path', async () => {
    const { cloud } = await bootApi(routes);
    const answer = await sendRaw(cloud.url, '/v1/%64ocs');
    expect(answer.json()).toMatchObject({ routeKey: 'GET /v1/docs', rawPath: '/v1/docs' });
    expect((await sendRaw(cloud.url, '/v1/%zz')).json()).toEqual(message('Bad Request'));
  });

  it('refuses a Host that is not this machine, as a page that rebinds its name has', async () => {
    const { cloud, invocations } = await bootApi(routes);
    const answer = await sendRaw(cloud.url, '/v1/docs', { headers: [['host', 'evil.example']] });
    expect(answer.status).toBe(403);
    expect(invocations).toEqual([]);
  });

  it('leaves what it is asked out of the report of the run', async () => {
    const { cloud, invocations } = await bootApi(routes, {
      code: 'export const handler = async () => { throw new Error("no"); };',
    });
    expect((await fetch(`${cloud.url}/v1/docs`)).status).toBe(500);
    expect(invocations).toHaveLength(1);
    expect(await cloud.runDue()).toMatchObject({ invocations: 0, failures: [] });
  });
});
