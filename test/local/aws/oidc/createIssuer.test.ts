import { createRemoteJWKSet, decodeJwt, decodeProtectedHeader, jwtVerify } from 'jose';
import { afterEach, describe, expect, it } from 'vitest';
import { type Front, openFront } from '#local/aws/front.ts';
import { createIssuer } from '#local/aws/oidc/createIssuer.ts';
import { createVirtualClock } from '#local/clock.ts';

const noon = Date.parse('2026-11-22T12:00:00Z') / 1000;

const opened: Front[] = [];
afterEach(async () => {
  for (const front of opened.splice(0)) await front.close();
});

const open = async () => {
  const clock = createVirtualClock(noon);
  const front = await openFront({ port: 0, clock });
  opened.push(front);
  const issuer = createIssuer(front.url, clock);
  front.mount(issuer.handle);
  return { issuer, clock, url: front.url };
};

const readJson = async (url: string) => (await (await fetch(url)).json()) as Record<string, unknown>;

describe('the stand-in for an OpenID Connect issuer', () => {
  it('describes itself where clients look', async () => {
    const { issuer, url } = await open();
    expect(issuer.url).toBe(`${url}/oidc`);
    expect(await readJson(`${url}/oidc/.well-known/openid-configuration`)).toEqual({
      issuer: `${url}/oidc`,
      jwks_uri: `${url}/oidc/jwks.json`,
      id_token_signing_alg_values_supported: ['RS256'],
      response_types_supported: ['id_token'],
      subject_types_supported: ['public'],
    });
  });

  it('publishes its public key, and no more of it', async () => {
    const { url } = await open();
    expect(await readJson(`${url}/oidc/jwks.json`)).toEqual({
      keys: [
        {
          kty: 'RSA',
          n: expect.stringMatching(/^[\w-]{342}$/),
          e: 'AQAB',
          kid: 'local',
          alg: 'RS256',
          use: 'sig',
        },
      ],
    });
  });

  it('issues tokens by the clock of the run, which its key verifies', async () => {
    const { issuer, clock, url } = await open();
    clock.advanceTo(noon + 60.7);
    const token = await issuer.issueToken({ subject: 'ann', groups: ['red', 'blue'], expiresInSeconds: 90 });
    expect(decodeProtectedHeader(token)).toEqual({ alg: 'RS256', kid: 'local', typ: 'JWT' });
    const { payload } = await jwtVerify(token, createRemoteJWKSet(new URL(`${url}/oidc/jwks.json`)), {
      currentDate: new Date((noon + 60) * 1000),
    });
    expect(payload).toEqual({
      iss: `${url}/oidc`,
      aud: 'tenner',
      sub: 'ann',
      groups: ['red', 'blue'],
      iat: noon + 60,
      exp: noon + 150,
    });
  });

  it('issues a token for an hour and no group when nothing else is asked', async () => {
    const { issuer } = await open();
    expect(decodeJwt(await issuer.issueToken({ subject: 'ann' }))).toMatchObject({
      groups: [],
      iat: noon,
      exp: noon + 3_600,
    });
  });

  it('has a new key in each run', async () => {
    const [first, second] = [await open(), await open()];
    const token = await first.issuer.issueToken({ subject: 'ann' });
    const keys = createRemoteJWKSet(new URL(`${second.url}/oidc/jwks.json`));
    await expect(jwtVerify(token, keys, { currentDate: new Date(noon * 1000) })).rejects.toMatchObject({
      code: 'ERR_JWS_SIGNATURE_VERIFICATION_FAILED',
    });
  });

  it.each([
    ['GET', '/oidc'],
    ['GET', '/oidc/token'],
    ['POST', '/oidc/jwks.json'],
  ])('has nothing at %s %s', async (method, path) => {
    const { url } = await open();
    expect((await fetch(`${url}${path}`, { method })).status).toBe(404);
  });
});
