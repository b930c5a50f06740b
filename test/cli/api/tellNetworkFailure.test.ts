import { describe, expect, it } from 'vitest';
import { tellNetworkFailure } from '#cli/api/tellNetworkFailure.ts';
import { serveAnswers } from '#test/harness/serveAnswers.ts';

const tell = (error: unknown, url: string) =>
  tellNetworkFailure(error, { url, configFile: '/c.json', timeoutSeconds: 35 });

const failed = (url: string, init: RequestInit = {}): Promise<unknown> =>
  fetch(url, init).catch((error: unknown) => error);

const caused = (code: string) =>
  new TypeError('fetch failed', { cause: Object.assign(new Error(''), { code }) });

describe('tellNetworkFailure', () => {
  it('says where nothing answers, and what runs an API on this machine', async () => {
    const { url, stop } = await serveAnswers();
    await stop();
    expect(tell(await failed(url), url)).toBe(
      `nothing answers at ${url} (connection refused): is --url, TENNER_URL or a profile in /c.json another?`,
    );
    expect(tell(caused('ECONNREFUSED'), 'http://127.0.0.1:4570')).toBe(
      'nothing answers at http://127.0.0.1:4570 (connection refused): npm start runs one there; --url, TENNER_URL or a profile in /c.json names another',
    );
  });

  it('says how long it waited', async () => {
    const { url, stop } = await serveAnswers(() => {});
    const error = await failed(url, { signal: AbortSignal.timeout(50) });
    await stop();
    expect(tell(error, url)).toBe(`${url} gave no answer within 35 s`);
  });

  it('says that a connection broke off', async () => {
    const { url, stop } = await serveAnswers((response) => response.destroy());
    const error = await failed(url);
    await stop();
    expect(tell(error, url)).toBe(`the connection to ${url} broke off before its answer was whole`);
  });

  it.each([
    [
      'ENOTFOUND',
      'there is no host api.test (ENOTFOUND): is --url, TENNER_URL or a profile in /c.json another?',
    ],
    [
      'DEPTH_ZERO_SELF_SIGNED_CERT',
      'the certificate of api.test is not trusted (DEPTH_ZERO_SELF_SIGNED_CERT)',
    ],
    ['CERT_HAS_EXPIRED', 'the certificate of api.test is not trusted (CERT_HAS_EXPIRED)'],
    ['UND_ERR_CONNECT_TIMEOUT', 'https://api.test gave no answer within 35 s'],
    ['EHOSTUNREACH', 'https://api.test could not be asked: EHOSTUNREACH'],
  ])('tells %s in a sentence', (code, sentence) => {
    expect(tell(caused(code), 'https://api.test')).toBe(sentence);
  });
});
