import { SignatureV4 } from '@smithy/signature-v4';
import { afterEach, describe, expect, it } from 'vitest';
import { NodeSha256 } from '#shared/aws/nodeSha256.ts';
import { route } from '#test/local/runtime/httpApi/apiTemplate.ts';
import { type Api, bootApi, noon, stopApis } from '#test/local/runtime/httpApi/bootApi.ts';
import { sendRaw } from '#test/local/runtime/httpApi/sendRaw.ts';
import { type Signing, signRequest, type Unsigned } from '#test/local/runtime/httpApi/signRequest.ts';

afterEach(stopApis);

const boot = () => bootApi({ Iam: route('ANY /iam/{proxy+}', { AuthorizationType: 'AWS_IAM' }) });

type Sent = Partial<Pick<Unsigned, 'method' | 'path' | 'query' | 'body'>> & { headers?: [string, string][] };

/** Signs one request and sends another that differs in `changed`. */
const ask = async (
  { cloud }: Api,
  asked: Partial<Unsigned> = {},
  signing: Signing = {},
  changed: Sent = {},
) => {
  const { host } = new URL(cloud.url);
  const request = { method: 'GET', path: '/iam/costs', query: '', body: '', ...asked, host };
  const { method, path, query, body } = { ...request, ...changed };
  const headers = [...signRequest(request, signing), ...(changed.headers ?? [])];
  const names = new Map(headers);
  return await sendRaw(cloud.url, query === '' ? path : `${path}?${query}`, {
    method,
    headers: [...names],
    body,
  });
};

type Event = { requestContext: { authorizer: unknown }; headers: Record<string, string> };

const forbidden = [403, { message: 'Forbidden' }];

describe('a route for signed requests', () => {
  it('lets a signed request pass, and tells who has signed it', async () => {
    const answer = await ask(await boot());
    expect(answer.status).toBe(200);
    expect((answer.json() as Event).requestContext.authorizer).toEqual({
      iam: {
        accessKey: 'local',
        accountId: '111122223333',
        callerId: 'local:local',
        cognitoIdentity: null,
        principalOrgId: null,
        userArn: 'arn:aws:sts::111122223333:assumed-role/local/local',
        userId: 'local:local',
      },
    });
  });

  it('takes the role from the access key', async () => {
    const answer = await ask(await boot(), {}, { accessKeyId: 'local-finance-reader' });
    expect((answer.json() as Event).requestContext.authorizer).toMatchObject({
      iam: {
        accessKey: 'local-finance-reader',
        userArn: 'arn:aws:sts::111122223333:assumed-role/finance-reader/local',
      },
    });
  });

  it.each<[string, Partial<Unsigned>]>([
    ['a body', { method: 'POST', body: '{"a":"é"}' }],
    ['bytes', { method: 'PUT', body: Buffer.from([0, 255, 128]) }],
    ['a query out of order, with a name twice', { query: 'to=2&from=1&team=b&team=a' }],
    ['a query with signs that are encoded', { query: 'team=red%20one%2Btwo&empty=' }],
    ['a path with signs that are encoded', { path: '/iam/endpoints/a%20b/%C3%A9' }],
    ['a path with a colon', { path: '/iam/arn:aws:sagemaker' }],
    ['a header besides', { headers: { 'content-type': 'application/json', 'x-amz-meta': 'a b' } }],
    [
      'the hash of its body',
      {
        headers: {
          'x-amz-content-sha256': 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
        },
      },
    ],
  ])('takes a request with %s', async (_, asked) => {
    expect((await ask(await boot(), asked)).status).toBe(200);
  });

  it('takes what the signer of the AWS SDK signs', async () => {
    const { cloud } = await boot();
    const { host, hostname } = new URL(cloud.url);
    const signer = new SignatureV4({
      service: 'execute-api',
      region: 'us-east-1',
      credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
      sha256: NodeSha256,
    });
    const body = '{"a":1}';
    const signed = await signer.sign(
      {
        method: 'POST',
        protocol: 'http:',
        hostname,
        path: '/iam/a%20b',
        query: { team: ['b', 'a'], q: 'x y' },
        headers: { host, 'content-type': 'application/json' },
        body,
      },
      { signingDate: new Date(noon * 1000) },
    );
    const answer = await sendRaw(cloud.url, '/iam/a%20b?q=x%20y&team=a&team=b', {
      method: 'POST',
      headers: Object.entries(signed.headers),
      body,
    });
    expect(answer.status).toBe(200);
  });

  it.each<[string, Partial<Unsigned>, Sent]>([
    ['the method', {}, { method: 'POST' }],
    ['the path', {}, { path: '/iam/budgets' }],
    ['the case of the path', {}, { path: '/iam/Costs' }],
    ['the query', { query: 'team=red' }, { query: 'team=blue' }],
    ['a query that was not there', {}, { query: 'team=blue' }],
    ['the body', { method: 'POST', body: 'a' }, { body: 'b' }],
    [
      'a body under a hash that is not its own',
      {
        method: 'POST',
        body: 'a',
        headers: {
          'x-amz-content-sha256': 'ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb',
        },
      },
      { body: 'b' },
    ],
    [
      'a header that is signed',
      { headers: { 'content-type': 'text/csv' } },
      { headers: [['content-type', 'text/html']] },
    ],
    ['the date', {}, { headers: [['x-amz-date', '20261122T120001Z']] }],
    ['a header of AWS that is not signed', {}, { headers: [['x-amz-security-token', 'a']] }],
  ])('forbids a request that was changed on the way: %s', async (_, asked, changed) => {
    const api = await boot();
    expect((await ask(api, asked)).status).toBe(200);
    const answer = await ask(api, asked, {}, changed);
    expect([answer.status, answer.json()]).toEqual(forbidden);
    expect(api.invocations).toHaveLength(1);
  });

  it.each<[string, Signing]>([
    ['another secret', { secret: 'guess' }],
    ['an access key that is not here', { accessKeyId: 'AKIAIOSFODNN7EXAMPLE' }],
    ['an access key of no role', { accessKeyId: 'local-' }],
    ['another region', { region: 'eu-west-1' }],
    ['another service', { service: 'dynamodb' }],
    ['another day in its scope', { day: '20261121' }],
    ['a date six minutes old', { date: '20261122T115400Z' }],
    ['a date just over five minutes old', { date: '20261122T115459Z' }],
    ['a date just over five minutes ahead', { date: '20261122T120501Z' }],
    ['a date that is none', { date: '20261322T120000Z' }],
    ['a date in another form', { date: '2026-11-22T12:00:00Z', day: '20261122' }],
  ])('forbids a request with %s', async (_, signing) => {
    const api = await boot();
    const answer = await ask(api, {}, signing);
    expect([answer.status, answer.json()]).toEqual(forbidden);
    expect(api.invocations).toEqual([]);
  });

  it.each(['20261122T115500Z', '20261122T120500Z'])('takes a request of %s at noon', async (date) => {
    expect((await ask(await boot(), {}, { date })).status).toBe(200);
  });

  it('lets a signature grow old by the clock of the run', async () => {
    const api = await boot();
    api.clock.advanceTo(noon + 301);
    expect((await ask(api)).status).toBe(403);
    expect((await ask(api, {}, { date: '20261122T120501Z' })).status).toBe(200);
  });

  const sent = `Credential=local/20261122/us-east-1/execute-api/aws4_request, SignedHeaders=host;x-amz-date, Signature=${'a'.repeat(64)}`;
  it.each([
    ['nothing', undefined],
    ['a token', 'Bearer abc'],
    ['a signature that is none', `AWS4-HMAC-SHA256 ${sent}`],
    ['a signature that is short', `AWS4-HMAC-SHA256 ${sent.slice(0, -1)}`],
    ['the asymmetric algorithm', `AWS4-ECDSA-P256-SHA256 ${sent}`],
    ['no credential', 'AWS4-HMAC-SHA256 SignedHeaders=host, Signature=aa'],
    ['nothing after its name', 'AWS4-HMAC-SHA256 '],
  ])('forbids a request with %s', async (_, authorization) => {
    const api = await boot();
    const headers: [string, string][] = [['x-amz-date', '20261122T120000Z']];
    if (authorization !== undefined) headers.push(['authorization', authorization]);
    const answer = await sendRaw(api.cloud.url, '/iam/costs', { headers });
    expect([answer.status, answer.json()]).toEqual(forbidden);
    expect(api.invocations).toEqual([]);
  });

  it('forbids a request whose host is not signed', async () => {
    const { cloud } = await boot();
    const { host } = new URL(cloud.url);
    const headers = signRequest({ method: 'GET', host, path: '/iam/costs' });
    const loose = headers.map(([name, value]): [string, string] => [
      name,
      value.replace('SignedHeaders=host;x-amz-date', 'SignedHeaders=x-amz-date'),
    ]);
    expect((await sendRaw(cloud.url, '/iam/costs', { headers: loose })).status).toBe(403);
  });

  it.each(['20261121/us-east-1', '20261122/eu-west-1'])(
    'forbids a request that says it is signed for %s and is not',
    async (scope) => {
      const { cloud } = await boot();
      const { host } = new URL(cloud.url);
      const headers = signRequest({ method: 'GET', host, path: '/iam/costs' });
      const renamed = headers.map(([name, value]): [string, string] => [
        name,
        value.replace('20261122/us-east-1', scope),
      ]);
      expect((await sendRaw(cloud.url, '/iam/costs', { headers: renamed })).status).toBe(403);
    },
  );

  it('forbids a query that cannot be decoded rather than failing on it', async () => {
    const { cloud } = await boot();
    const answer = await sendRaw(cloud.url, '/iam/costs?a=%zz', {
      headers: signRequest({ method: 'GET', host: new URL(cloud.url).host, path: '/iam/costs' }),
    });
    expect([answer.status, answer.json()]).toEqual(forbidden);
  });
});
