import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { jwtRoute, route } from '#test/local/runtime/httpApi/apiTemplate.ts';
import { type Api, bootApi, noon, stopApis } from '#test/local/runtime/httpApi/bootApi.ts';
import {
  type Claims,
  openTestIssuer,
  type TestIssuer,
  unsigned,
} from '#test/local/runtime/httpApi/openTestIssuer.ts';
import { sendRaw } from '#test/local/runtime/httpApi/sendRaw.ts';

let issuer: TestIssuer;
beforeAll(async () => {
  issuer = await openTestIssuer();
});
afterAll(() => issuer.close());
afterEach(async () => {
  issuer.failWith(undefined);
  issuer.asked.length = 0;
  await stopApis();
});

const routes = {
  Open: route('GET /v1/docs'),
  Rest: jwtRoute('GET /v1/{proxy+}'),
  Write: jwtRoute('PUT /v1/{proxy+}', { AuthorizationScopes: ['costs/write', 'admin'] }),
};

const boot = () => bootApi(routes, { issuer: issuer.url });

const claimsOf = (changes: Claims = {}): Claims => ({
  iss: issuer.url,
  aud: 'tenner',
  sub: 'ann',
  iat: noon,
  exp: noon + 3_600,
  ...changes,
});

const ask = async ({ cloud }: Api, authorization: string | undefined, method = 'GET') =>
  await sendRaw(cloud.url, '/v1/costs', {
    method,
    headers: authorization === undefined ? [] : [['authorization', authorization]],
  });

type Event = { requestContext: { authorizer?: unknown; accountId: string }; headers: Record<string, string> };

const authorizerOf = ({ json }: Awaited<ReturnType<typeof ask>>) =>
  (json() as Event).requestContext.authorizer as { jwt: { claims: object; scopes: unknown } };

const challenge = (description: string) =>
  `Bearer scope="" error="invalid_token" error_description="${description}"`;

describe('a route for tokens', () => {
  it.each(['Bearer ', 'bearer ', ''])('lets a valid token pass, written after "%s"', async (prefix) => {
    const token = await issuer.sign(claimsOf());
    const answer = await ask(await boot(), `${prefix}${token}`);
    expect(answer.status).toBe(200);
    expect(answer.json()).toMatchObject({
      routeKey: 'GET /v1/{proxy+}',
      headers: { authorization: `${prefix}${token}` },
      requestContext: { accountId: '111122223333' },
    });
  });

  it('hands on each claim as text: numbers and booleans as such, lists in brackets, null not at all', async () => {
    const token = await issuer.sign(
      claimsOf({
        groups: ['red', 'blue team'],
        levels: [1, 2],
        none: [],
        email_verified: true,
        share: 0.5,
        nickname: null,
        address: { country: 'JP' },
      }),
    );
    const { jwt } = authorizerOf(await ask(await boot(), token));
    expect(jwt).toEqual({
      claims: {
        iss: issuer.url,
        aud: 'tenner',
        sub: 'ann',
        iat: '1795348800',
        exp: '1795352400',
        groups: '[red blue team]',
        levels: '[1 2]',
        none: '[]',
        email_verified: 'true',
        share: '0.5',
        address: '{"country":"JP"}',
      },
      scopes: null,
    });
  });

  it('is told of no caller on a route that is open to all, whatever token comes', async () => {
    const { cloud } = await boot();
    const answer = await sendRaw(cloud.url, '/v1/docs', { headers: [['authorization', 'Bearer junk']] });
    expect(answer.status).toBe(200);
    expect((answer.json() as Event).requestContext).not.toHaveProperty('authorizer');
  });

  it('asks for a token where there is none, and does not call the function', async () => {
    const api = await boot();
    for (const authorization of [undefined, '', 'Bearer ']) {
      const answer = await ask(api, authorization);
      expect([answer.status, answer.json()]).toEqual([401, { message: 'Unauthorized' }]);
      expect(answer.headers['www-authenticate']).toBe('Bearer');
    }
    expect(api.invocations).toEqual([]);
  });

  it.each<[string, Claims, string]>([
    ['of another audience', { aud: 'others' }, 'the token does not have a valid audience'],
    ['of no audience', { aud: undefined }, 'the token does not have a valid audience'],
    [
      'of another audience, though the client is one',
      { aud: 'others', client_id: 'tenner' },
      'the token does not have a valid audience',
    ],
    [
      'of another client',
      { aud: undefined, client_id: 'others' },
      'the token does not have a valid audience',
    ],
    ['of another issuer', { iss: 'http://127.0.0.1:1' }, 'the token does not have a valid iss'],
    ['that has expired', { exp: noon - 1 }, 'the token has expired'],
    ['that expires now', { exp: noon }, 'the token has expired'],
    ['that never expires', { exp: undefined }, 'the token does not have a valid exp'],
    ['that is not valid yet', { nbf: noon + 1 }, 'the token does not have a valid nbf'],
    ['that is issued in the future', { iat: noon + 1 }, 'the token is issued in the future'],
  ])('refuses a token %s', async (_, changes, description) => {
    const api = await boot();
    const answer = await ask(api, `Bearer ${await issuer.sign(claimsOf(changes))}`);
    expect([answer.status, answer.json()]).toEqual([401, { message: 'Unauthorized' }]);
    expect(answer.headers['www-authenticate']).toBe(challenge(description));
    expect(api.invocations).toEqual([]);
  });

  it.each<[string, Claims]>([
    ['one audience of several', { aud: ['others', 'other'] }],
    ['a client in place of an audience', { aud: undefined, client_id: 'tenner' }],
    ['no time of issue', { iat: undefined }],
    ['a validity from now', { nbf: noon }],
  ])('takes a token with %s', async (_, changes) => {
    expect((await ask(await boot(), await issuer.sign(claimsOf(changes)))).status).toBe(200);
  });

  it.each<[string, () => Promise<string> | string, string]>([
    ['without a signature', () => unsigned(claimsOf()), 'the signing method of the token is invalid'],
    [
      'signed with the public key as a secret',
      () => issuer.signWithPublicKey(claimsOf()),
      'the signing method of the token is invalid',
    ],
    [
      'signed by a curve, though with a key of the issuer',
      () => issuer.sign(claimsOf(), { alg: 'ES256', kid: 'curve' }),
      'the signing method of the token is invalid',
    ],
    [
      'of a key that the issuer does not have',
      () => issuer.signWithOtherKey(claimsOf(), 'second'),
      'the token is signed by no key of the issuer',
    ],
    [
      'of another key under the name of the right one',
      () => issuer.signWithOtherKey(claimsOf(), 'first'),
      'the signature of the token is invalid',
    ],
    [
      'that names no key',
      () => issuer.sign(claimsOf(), { kid: undefined }),
      'the token is signed by no key of the issuer',
    ],
    ['that is none', () => 'junk', 'the token is malformed'],
    ['that is three words', () => 'a.b.c', 'the token is malformed'],
  ])('refuses a token %s', async (_, create, description) => {
    const api = await boot();
    const answer = await ask(api, `Bearer ${await create()}`);
    expect(answer.status).toBe(401);
    expect(answer.headers['www-authenticate']).toBe(challenge(description));
    expect(api.invocations).toEqual([]);
  });

  it('refuses a token whose claims were changed', async () => {
    const [header, , signature] = (await issuer.sign(claimsOf())).split('.');
    const claims = Buffer.from(JSON.stringify(claimsOf({ sub: 'bob' }))).toString('base64url');
    const answer = await ask(await boot(), `Bearer ${header}.${claims}.${signature}`);
    expect(answer.headers['www-authenticate']).toBe(challenge('the signature of the token is invalid'));
  });

  it('takes the other hashes of RSA', async () => {
    const api = await boot();
    for (const alg of ['RS384', 'RS512'])
      expect((await ask(api, await issuer.sign(claimsOf(), { alg }))).status).toBe(200);
    expect((await ask(api, await issuer.sign(claimsOf(), { alg: 'PS256' }))).status).toBe(401);
  });

  it('lets a token expire by the clock of the run, not by the machine’s', async () => {
    const api = await boot();
    const token = await issuer.sign(claimsOf());
    api.clock.advanceTo(noon + 3_599);
    expect((await ask(api, token)).status).toBe(200);
    api.clock.advanceTo(noon + 3_600);
    expect((await ask(api, token)).status).toBe(401);
  });

  it('fetches the issuer’s keys once, when a token first needs them', async () => {
    const api = await boot();
    expect(issuer.asked).toEqual([]);
    const token = await issuer.sign(claimsOf({ scope: 'admin' }));
    await Promise.all([ask(api, token), ask(api, token), ask(api, token, 'PUT')]);
    await ask(api, token);
    expect(issuer.asked).toEqual(['/.well-known/openid-configuration', '/keys']);
  });

  it('refuses tokens while the issuer cannot be reached, and asks it again', async () => {
    const api = await boot();
    issuer.failWith(500);
    const token = await issuer.sign(claimsOf());
    const answer = await ask(api, token);
    expect(answer.headers['www-authenticate']).toBe(challenge('OIDC discovery endpoint communication error'));
    issuer.failWith(undefined);
    expect((await ask(api, token)).status).toBe(200);
  });
});

describe('a route with scopes', () => {
  it.each<[string, Claims, string[]]>([
    ['one of them', { scope: 'costs/read costs/write' }, ['costs/read', 'costs/write']],
    ['one of them as a list', { scp: ['admin'], scope: 'ignored' }, ['admin']],
  ])('takes a token with %s, and hands on what it has', async (_, changes, scopes) => {
    const answer = await ask(await boot(), await issuer.sign(claimsOf(changes)), 'PUT');
    expect(answer.status).toBe(200);
    expect(authorizerOf(answer).jwt.scopes).toEqual(scopes);
  });

  it.each<[string, Claims]>([
    ['none', {}],
    ['others', { scope: 'costs/read' }],
    ['a longer one', { scope: 'costs/write2' }],
  ])('forbids a token with %s', async (_, changes) => {
    const api = await boot();
    const answer = await ask(api, await issuer.sign(claimsOf(changes)), 'PUT');
    expect([answer.status, answer.json()]).toEqual([403, { message: 'Forbidden' }]);
    expect(api.invocations).toEqual([]);
  });

  it('tells which scopes it wants when it refuses a token for another reason', async () => {
    const answer = await ask(await boot(), await issuer.sign(claimsOf({ aud: 'others' })), 'PUT');
    expect(answer.headers['www-authenticate']).toBe(
      'Bearer scope="costs/write admin" error="invalid_token" error_description="the token does not have a valid audience"',
    );
  });
});
