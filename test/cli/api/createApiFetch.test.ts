import { afterEach, describe, expect, it } from 'vitest';
import { createApiFetch } from '#cli/api/createApiFetch.ts';
import { answerWith, serveAnswers } from '#test/harness/serveAnswers.ts';

const ok = answerWith(200, { fine: true });
const tooMuch = answerWith(429, {});
const out = (seconds: string) => answerWith(503, {}, { 'retry-after': seconds });

describe('createApiFetch', () => {
  let stop: (() => Promise<void>) | undefined;
  afterEach(() => stop?.());

  /** Asks a server of such answers, and tells the status, how long it waited before each further try, and what was asked. */
  const ask = async (answers: Parameters<typeof serveAnswers>, timeoutSeconds = 5) => {
    const served = await serveAnswers(...answers);
    stop = served.stop;
    const waits: number[] = [];
    const apiFetch = createApiFetch({
      fetch,
      authorize: async ({ headers }) => new Headers([...headers, ['authorization', 'Bearer abc']]),
      sleep: async (milliseconds) => void waits.push(milliseconds),
      now: () => Date.parse('2026-01-02T00:00:00Z'),
      timeoutSeconds,
    });
    const response = await apiFetch(`${served.url}/v1/health`, { headers: { accept: 'text/csv' } });
    return { status: response.status, text: await response.text(), waits, asked: served.asked };
  };

  it('asks as whoever asks, beside the headers that are given', async () => {
    const { status, asked } = await ask([ok]);
    expect(status).toBe(200);
    expect(asked[0]?.headers).toMatchObject({ authorization: 'Bearer abc', accept: 'text/csv' });
  });

  it('tries again twice where there is too much to do, and waits longer each time', async () => {
    expect(await ask([tooMuch, tooMuch, ok])).toMatchObject({ status: 200, waits: [500, 1000] });
    await stop?.();
    const { status, asked } = await ask([tooMuch]);
    expect([status, asked.length]).toEqual([429, 3]);
  });

  it('waits as long as it is asked to, in seconds or until a date', async () => {
    const until = out('Fri, 02 Jan 2026 00:00:07 GMT');
    expect(await ask([out('3'), until, ok])).toMatchObject({ status: 200, waits: [3_000, 7_000] });
  });

  it('does not wait for minutes', async () => {
    const { status, waits, asked } = await ask([out('120')]);
    expect([status, waits, asked.length]).toEqual([503, [], 1]);
  });

  it('asks but once what is wrong or broken', async () => {
    for (const status of [400, 401, 403, 404, 500, 502]) {
      expect((await ask([answerWith(status, {})])).asked).toHaveLength(1);
      await stop?.();
    }
  });

  it('gives up when an answer takes too long, also within its body', async () => {
    await expect(ask([() => {}], 0.2)).rejects.toThrow(expect.objectContaining({ name: 'TimeoutError' }));
    await stop?.();
    const halting = ask([(response) => void response.writeHead(200).write('half')], 0.2);
    await expect(halting).rejects.toThrow(expect.objectContaining({ name: 'TimeoutError' }));
  });

  it('gives up when nobody waits for the answer any more', async () => {
    const served = await serveAnswers(() => {});
    stop = served.stop;
    const waiting = new AbortController();
    const apiFetch = createApiFetch({
      fetch,
      authorize: async ({ headers }) => new Headers(headers),
      sleep: async () => {},
      now: () => 0,
      timeoutSeconds: 60,
    });
    const asked = apiFetch(served.url, { signal: waiting.signal });
    await expect.poll(() => served.asked.length).toBe(1);
    waiting.abort();
    await expect(asked).rejects.toThrow(expect.objectContaining({ name: 'AbortError' }));
  });

  it('fails where a body breaks off', async () => {
    const breaking = ask([
      (response) => {
        response.writeHead(200, { 'content-length': '100' }).write('half');
        setTimeout(() => response.destroy(), 50);
      },
    ]);
    await expect(breaking).rejects.toThrow();
  });

  it('follows no redirect, so that a token goes nowhere else', async () => {
    const elsewhere = await serveAnswers(ok);
    const { status } = await ask([answerWith(302, {}, { location: `${elsewhere.url}/v1/health` })]);
    await elsewhere.stop();
    expect([status, elsewhere.asked.length]).toEqual([302, 0]);
  });
});
