import { afterEach, describe, expect, it } from 'vitest';
import { route } from '#test/local/runtime/httpApi/apiTemplate.ts';
import { bootApi, stopApis } from '#test/local/runtime/httpApi/bootApi.ts';
import { sendRaw } from '#test/local/runtime/httpApi/sendRaw.ts';

afterEach(stopApis);

/** Returns what the body says, or does what the query says. */
const code = `export const handler = async ({ body, queryStringParameters: { how } = {}, rawPath }) => {
  if (how === 'throw') throw new Error('a secret');
  if (how === 'exit') process.exit(1);
  if (how === 'hang') await new Promise(() => {});
  if (how === 'slow') await new Promise((done) => setTimeout(done, 1500));
  if (how === 'large') return 'a'.repeat(Number(body));
  if (how === 'nothing') return undefined;
  if (how === 'length') return { statusCode: 200, body: String(body.length) };
  return JSON.parse(body);
};`;

const bootFunction = (properties: Record<string, unknown> = {}, resources: object = {}) =>
  bootApi({ All: route('ANY /{proxy+}', properties) }, { code, resources });

const ask = async (url: string, target: string, body = '') =>
  await sendRaw(url, target, { method: 'POST', headers: [['content-type', 'text/plain']], body });

/** What the API answers when its function returns `value`. */
const answerTo = async (value: unknown) => {
  const { cloud } = await bootFunction();
  return await ask(cloud.url, '/return', JSON.stringify(value));
};

const internalError = { message: 'Internal Server Error' };

describe('the answer of an HTTP API', () => {
  it('is what the function says', async () => {
    const answer = await answerTo({
      statusCode: 201,
      headers: { 'Content-Type': 'text/csv', 'X-Rows': 3, 'x-last': true, 'Set-Cookie': 'c=3' },
      cookies: ['a=1; Secure', 'b=2'],
      body: 'a,é',
    });
    expect(answer.status).toBe(201);
    expect(answer.body.toString()).toBe('a,é');
    expect(answer.headers).toMatchObject({
      'content-type': 'text/csv',
      'content-length': '4',
      'x-rows': '3',
      'x-last': 'true',
      'set-cookie': ['c=3', 'a=1; Secure', 'b=2'],
      date: 'Sun, 22 Nov 2026 12:00:00 GMT',
    });
    expect(answer.headers).not.toHaveProperty('x-amzn-requestid');
  });

  it('is decoded from base64 when the function says so', async () => {
    const answer = await answerTo({ statusCode: 200, body: '//4A', isBase64Encoded: true });
    expect(answer.body).toEqual(Buffer.from([0xff, 0xfe, 0]));
  });

  it('is plain text when the function names no type', async () => {
    const answer = await answerTo({ statusCode: '404', body: 'gone' });
    expect([answer.status, answer.headers['content-type']]).toEqual([404, 'text/plain; charset=utf-8']);
  });

  it('has no type where it has no body', async () => {
    const answer = await answerTo({ statusCode: 204 });
    expect(answer.status).toBe(204);
    expect(answer.body).toHaveLength(0);
    expect(answer.headers).not.toHaveProperty('content-type');
  });

  it.each([
    ['an object', { body: 'hi', headers: {} }, '{"body":"hi","headers":{}}'],
    ['text', 'Hello from Lambda!', 'Hello from Lambda!'],
    ['a list', [1, 2], '[1,2]'],
    ['a number', 7, '7'],
    ['null', null, 'null'],
  ])('is inferred from %s without a status', async (_, value, body) => {
    const answer = await answerTo(value);
    expect(answer.status).toBe(200);
    expect(answer.headers['content-type']).toBe('application/json');
    expect(answer.body.toString()).toBe(body);
  });

  it('is null as JSON when the function returns nothing', async () => {
    const { cloud } = await bootFunction();
    const answer = await ask(cloud.url, '/x?how=nothing');
    expect([answer.status, answer.json()]).toEqual([200, null]);
  });

  it('leaves out the headers that are about the connection', async () => {
    const headers = {
      'Content-Length': '999',
      Connection: 'close',
      'Transfer-Encoding': 'chunked',
      date: 'x',
    };
    const answer = await answerTo({ statusCode: 200, headers, body: 'ok' });
    expect(answer.headers).toMatchObject({ 'content-length': '2', date: 'Sun, 22 Nov 2026 12:00:00 GMT' });
    expect(answer.body.toString()).toBe('ok');
  });

  it.each([
    ['a status that is none', { statusCode: 'ok' }],
    ['a status out of range', { statusCode: 99 }],
    ['a body that is no text', { statusCode: 200, body: { a: 1 } }],
    ['a header that is no text', { statusCode: 200, headers: { a: ['b'] } }],
    ['a header with a line in it', { statusCode: 200, headers: { a: 'b\r\nc: d' } }],
    ['a header with a name that is none', { statusCode: 200, headers: { 'a b': 'c' } }],
    ['cookies that are no list', { statusCode: 200, cookies: 'a=1' }],
  ])('is an error for %s', async (_, value) => {
    const answer = await answerTo(value);
    expect([answer.status, answer.json()]).toEqual([500, internalError]);
    expect(answer.headers['content-type']).toBe('application/json');
  });

  it.each(['throw', 'exit', 'hang'])(
    'is an error that tells nothing when the function does %s',
    async (how) => {
      const { cloud } = await bootFunction({}, {});
      const answer = await ask(cloud.url, `/x?how=${how}`);
      expect([answer.status, answer.json()]).toEqual([500, internalError]);
    },
  );

  it('is 503 when the function takes longer than the integration waits', async () => {
    const Integration = {
      Type: 'AWS::ApiGatewayV2::Integration',
      Properties: {
        ApiId: { Ref: 'Api' },
        IntegrationType: 'AWS_PROXY',
        IntegrationUri: { 'Fn::GetAtt': ['Work', 'Arn'] },
        PayloadFormatVersion: '2.0',
        TimeoutInMillis: 500,
      },
    };
    const { cloud } = await bootFunction({}, { Integration });
    const answer = await ask(cloud.url, '/x?how=slow', '0');
    expect([answer.status, answer.json()]).toEqual([503, { message: 'Service Unavailable' }]);
  });
});

const mebibyte = 1024 * 1024;

describe('the limits of an HTTP API', () => {
  it('are 6 MB for the event, with all that is around the body', async () => {
    const { cloud, invocations } = await bootFunction();
    const below = await ask(cloud.url, '/x?how=length', 'a'.repeat(6 * mebibyte - 2_000));
    expect([below.status, below.body.toString()]).toEqual([200, '6289456']);
    const above = await ask(cloud.url, '/x?how=length', 'a'.repeat(6 * mebibyte));
    expect([above.status, above.json()]).toEqual([413, { message: 'Request Entity Too Large' }]);
    expect(invocations).toHaveLength(1);
  });

  it('count a body in base64 as long as it is so', async () => {
    const { cloud } = await bootFunction();
    const answer = await sendRaw(cloud.url, '/x?how=length', {
      method: 'POST',
      body: Buffer.alloc(5 * mebibyte),
    });
    expect(answer.status).toBe(413);
  });

  it('are 10 MB for the body, whoever sends it', async () => {
    const { cloud } = await bootFunction({ AuthorizationType: 'AWS_IAM' });
    expect((await ask(cloud.url, '/x', 'a'.repeat(10 * mebibyte))).status).toBe(403);
    const above = await ask(cloud.url, '/x', 'a'.repeat(10 * mebibyte + 1));
    expect([above.status, above.json()]).toEqual([413, { message: 'Request Entity Too Large' }]);
  });

  it('are 6 MB for what the function returns', async () => {
    const { cloud } = await bootFunction();
    const most = await ask(cloud.url, '/x?how=large', String(6 * mebibyte + 98));
    expect([most.status, most.body.length]).toEqual([200, 6_291_554]);
    const above = await ask(cloud.url, '/x?how=large', String(6 * mebibyte + 99));
    expect([above.status, above.json()]).toEqual([500, internalError]);
  });

  it('are 10,240 bytes for the request line and the values of the headers', async () => {
    const { cloud } = await bootFunction();
    const { host } = new URL(cloud.url);
    const line = 'POST /x?how=length HTTP/1.1';
    const room = 10_240 - line.length - host.length - 'text/plain'.length - '1'.length;
    const send = (bytes: number) =>
      sendRaw(cloud.url, '/x?how=length', {
        method: 'POST',
        headers: [
          ['content-type', 'text/plain'],
          ['connection', ''],
          ['x-filler', 'a'.repeat(bytes)],
        ],
        body: '1',
      });
    expect((await send(room)).status).toBe(200);
    const above = await send(room + 1);
    expect([above.status, above.json()]).toEqual([431, { message: 'Request Header Fields Too Large' }]);
  });
});
