import { describe, expect, it } from 'vitest';
import { signRequest } from '#cli/api/signRequest.ts';
import { verifySigV4 } from '#test/harness/verifySigV4.ts';

const keys = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'secret-key' };
const signedAt = new Date('2026-01-02T03:04:05Z');

const sign = async (address: string, sessionToken?: string) => {
  const url = new URL(address);
  const request = {
    method: 'GET',
    url,
    headers: new Headers({ accept: 'application/json' }),
    body: undefined,
  };
  const headers = await signRequest(request, {
    keys: { ...keys, sessionToken },
    region: 'eu-central-1',
    signedAt,
  });
  const sent = { ...Object.fromEntries(headers), host: url.host };
  return { method: 'GET', url: url.pathname + url.search, headers: sent };
};

describe('signRequest', () => {
  it.each([
    'https://abc.execute-api.eu-central-1.amazonaws.com/iam/v1/health',
    'https://abc.execute-api.eu-central-1.amazonaws.com/iam/v1/costs?window=7d&filter=team%3Aa%26b%2C%22c%20d%22%2Bx!%3Ay*',
    'https://abc.execute-api.eu-central-1.amazonaws.com/iam/v1/capacity/a%20b%2Fc%25(d)',
    'http://127.0.0.1:4570/iam/v1/costs?window=today&aggregate=tag%3Aé',
  ])('signs %s as AWS would have it', async (address) => {
    const region = 'eu-central-1';
    expect(verifySigV4(await sign(address), 'secret-key')).toEqual({ accessKeyId: 'AKIDEXAMPLE', region });
    expect(verifySigV4(await sign(address), 'another')).toBe(undefined);
  });

  it('signs the time and the session’s token too', async () => {
    const signed = await sign('https://abc.test/iam/v1/health', 'session');
    expect(signed.headers).toMatchObject({
      'x-amz-date': '20260102T030405Z',
      'x-amz-security-token': 'session',
      accept: 'application/json',
    });
    expect(verifySigV4(signed, 'secret-key')).toBeDefined();
    const { headers, ...rest } = signed;
    const stolen = { ...rest, headers: { ...headers, 'x-amz-security-token': 'another' } };
    expect(verifySigV4(stolen, 'secret-key')).toBe(undefined);
  });
});
