import { afterEach, describe, expect, it } from 'vitest';
import { route } from '#test/local/runtime/httpApi/apiTemplate.ts';
import { bootApi, stopApis } from '#test/local/runtime/httpApi/bootApi.ts';
import { sendRaw } from '#test/local/runtime/httpApi/sendRaw.ts';

afterEach(stopApis);

const routes = {
  All: route('ANY /v1/{proxy+}'),
  Named: route('GET /teams/{team}/costs'),
  Rest: route('$default'),
};

/** The event that the function got for a request. */
const eventOf = async (target: string, request: Parameters<typeof sendRaw>[2] = {}) => {
  const { cloud } = await bootApi(routes);
  const answer = await sendRaw(cloud.url, target, request);
  return { event: answer.json() as Record<string, unknown>, cloud, answer };
};

describe('the event of a request, in payload format 2.0', () => {
  it('has what AWS documents, and is silent on what is not there', async () => {
    const { event, cloud, answer } = await eventOf('/v1/costs', { headers: [['User-Agent', 'a test']] });
    const { host, port } = new URL(cloud.url);
    expect(event).toEqual({
      version: '2.0',
      routeKey: 'ANY /v1/{proxy+}',
      rawPath: '/v1/costs',
      rawQueryString: '',
      headers: {
        'user-agent': 'a test',
        'content-length': '0',
        host,
        'x-amzn-trace-id': expect.stringMatching(/^Root=1-6b02d940-[0-9a-f]{24}$/),
        'x-forwarded-for': '127.0.0.1',
        'x-forwarded-port': port,
        'x-forwarded-proto': 'http',
      },
      requestContext: {
        accountId: '111122223333',
        apiId: cloud.outputs.Id,
        domainName: host,
        domainPrefix: cloud.outputs.Id,
        http: {
          method: 'GET',
          path: '/v1/costs',
          protocol: 'HTTP/1.1',
          sourceIp: '127.0.0.1',
          userAgent: 'a test',
        },
        requestId: answer.headers['apigw-requestid'],
        routeKey: 'ANY /v1/{proxy+}',
        stage: '$default',
        time: '22/Nov/2026:12:00:00 +0000',
        timeEpoch: 1_795_348_800_000,
      },
      pathParameters: { proxy: 'costs' },
      isBase64Encoded: false,
    });
    expect(cloud.outputs.Id).toMatch(/^[0-9a-z]{10}$/);
  });

  it('has the names of headers in lower case, and joins duplicates by commas', async () => {
    const { event } = await eventOf('/v1/costs', {
      headers: [
        ['X-Team', 'red'],
        ['x-team', 'blue, green'],
        ['Accept', 'text/csv'],
        ['X-Forwarded-For', '203.0.113.7'],
        ['Connection', 'close'],
      ],
    });
    expect(event.headers).toMatchObject({
      'x-team': 'red,blue, green',
      accept: 'text/csv',
      'x-forwarded-for': '203.0.113.7, 127.0.0.1',
    });
    expect(event.headers).not.toHaveProperty('connection');
  });

  it('lists cookies one by one, and not as a header', async () => {
    const { event } = await eventOf('/v1/costs', {
      headers: [
        ['Cookie', 'a=1; b="x=y"'],
        ['cookie', 'c=3'],
      ],
    });
    expect(event.cookies).toEqual(['a=1', 'b="x=y"', 'c=3']);
    expect(event.headers).not.toHaveProperty('cookie');
  });

  it('has the query as it was sent, and its parameters decoded, duplicates joined by commas', async () => {
    const query = 'team=red%20one&team=b%2Bc&empty=&flag&plus=a+b&%C3%A9=1&odd=%zz';
    const { event } = await eventOf(`/v1/costs?${query}`);
    expect(event.rawQueryString).toBe(query);
    expect(event.queryStringParameters).toEqual({
      team: 'red one,b+c',
      empty: '',
      flag: '',
      plus: 'a b',
      é: '1',
      odd: '%zz',
    });
    expect(event.rawPath).toBe('/v1/costs');
  });

  it('takes a question mark in the query for text', async () => {
    const { event } = await eventOf('/v1/costs?a=b?c');
    expect(event).toMatchObject({ rawQueryString: 'a=b?c', queryStringParameters: { a: 'b?c' } });
  });

  it.each([
    ['/v1/a%20b/%C3%A9', '/v1/a b/é', { proxy: 'a b/é' }],
    ['/v1/a%2Fb', '/v1/a/b', { proxy: 'a/b' }],
    ['/v1/a+b', '/v1/a+b', { proxy: 'a+b' }],
    ['/v1/a%3Fb/c', '/v1/a', { proxy: 'a' }],
    ['/v1/a%23b', '/v1/a#b', { proxy: 'a#b' }],
    ['/v1/costs/', '/v1/costs/', { proxy: 'costs/' }],
    ['/v1/../teams', '/v1/../teams', { proxy: '../teams' }],
    ['/teams/a%25b/costs', '/teams/a%b/costs', { team: 'a%b' }],
  ])('decodes the path %s', async (target, path, pathParameters) => {
    const { event } = await eventOf(target);
    expect(event).toMatchObject({ rawPath: path, pathParameters, requestContext: { http: { path } } });
  });

  it('has no path parameters by the route $default', async () => {
    const { event } = await eventOf('/anything/at/all', { method: 'DELETE' });
    expect(event).toMatchObject({ routeKey: '$default', requestContext: { routeKey: '$default' } });
    expect(event).not.toHaveProperty('pathParameters');
  });

  it.each([
    ['application/json', '{"a":"é"}', false],
    ['application/json; charset=utf-8', '{}', false],
    ['Application/XML', '<a/>', false],
    ['application/javascript', '1', false],
    ['text/csv', 'a,b', false],
    ['application/x-www-form-urlencoded', 'YT0x', true],
    ['application/problem+json', 'YT0x', true],
    ['application/octet-stream', 'YT0x', true],
    [undefined, 'YT0x', true],
  ])('has a body of the type %s as %s, in base64: %s', async (type, body, isBase64Encoded) => {
    const { event } = await eventOf('/v1/costs', {
      method: 'POST',
      headers: type === undefined ? [] : [['Content-Type', type]],
      body: isBase64Encoded ? 'a=1' : body,
    });
    expect(event).toMatchObject({ body, isBase64Encoded });
  });

  it('keeps every byte of what is no text', async () => {
    const bytes = Buffer.from(Array.from({ length: 256 }, (_, index) => index));
    const { event } = await eventOf('/v1/costs', { method: 'PUT', body: bytes });
    expect(Buffer.from(String(event.body), 'base64')).toEqual(bytes);
    expect(event.headers).toMatchObject({ 'content-length': '256' });
  });
});
