import { describe, expect, it } from 'vitest';
import type { OpenApi } from '#cli/api/openApi.ts';
import { createAsker } from '#cli/mcp/createAsker.ts';
import { UsageError } from '#cli/usageError.ts';
import { ApiError } from '#shared/client/apiError.ts';

const refusal = (status: number, reason: unknown = { message: 'no' }) =>
  new ApiError(status, new Headers(), reason);
const problem = (status: number, errors?: object[]) => ({ type: 'urn:x', title: 'a title', status, errors });

/** APIs that are opened one after another; the token of each is its number, and those in `good` are taken. */
const openApis = (good: readonly number[], wrong: readonly number[] = []) => {
  const opened: number[] = [];
  const asker = createAsker(async (): Promise<OpenApi> => {
    opened.push(opened.length + 1);
    if (wrong.includes(opened.length)) throw new UsageError(`${opened.length} cannot be opened`);
    const tell = (error: unknown) => new Error(`told: ${error instanceof Error ? error.message : error}`);
    return { opts: { baseUrl: `${opened.length}` }, tell };
  });
  const ask = (error: unknown = refusal(401)) =>
    asker(async ({ baseUrl }) => {
      if (good.includes(Number(baseUrl))) return `answer of ${baseUrl}`;
      throw error;
    });
  return { opened, ask };
};

describe('createAsker', () => {
  it('opens the API at the first question, and keeps it', async () => {
    const { opened, ask } = openApis([1]);
    expect(opened).toEqual([]);
    expect(await ask()).toEqual({ kind: 'answer', answer: 'answer of 1' });
    await Promise.all([ask(), ask()]);
    expect(opened).toEqual([1]);
  });

  it.each([
    ['a token that has expired', refusal(401)],
    ['keys that have expired', refusal(403)],
  ])('opens it anew for %s, and asks again', async (_, error) => {
    const good = [1];
    const { opened, ask } = openApis(good);
    await ask();
    good[0] = 2;
    expect(await ask(error)).toEqual({ kind: 'answer', answer: 'answer of 2' });
    expect(await ask(error)).toEqual({ kind: 'answer', answer: 'answer of 2' });
    expect(opened).toEqual([1, 2]);
  });

  it('opens it anew but once for questions that are asked at once', async () => {
    const good = [1];
    const { opened, ask } = openApis(good);
    await ask();
    good[0] = 2;
    const answers = await Promise.all([ask(), ask(), ask()]);
    expect(answers.map(({ kind }) => kind)).toEqual(['answer', 'answer', 'answer']);
    expect(opened).toEqual([1, 2]);
  });

  it('tells why it is refused with what was just opened, and tries that anew at the next question', async () => {
    const { opened, ask } = openApis([2]);
    expect(await ask()).toEqual({ kind: 'failure', text: 'told: the API answered with status 401' });
    expect(opened).toEqual([1]);
    expect(await ask()).toMatchObject({ kind: 'answer' });
  });

  it('keeps what is open when the API itself says no, or does not answer', async () => {
    for (const error of [refusal(403, problem(403)), refusal(503), new TypeError('fetch failed')]) {
      const { opened, ask } = openApis([]);
      await ask(error);
      expect(await ask(error)).toMatchObject({ kind: 'failure', text: expect.stringContaining('told: ') });
      expect(opened).toEqual([1]);
    }
  });

  it('fails a question, and not those after it, when it cannot be opened', async () => {
    const { ask } = openApis([2], [1]);
    expect(await ask()).toEqual({ kind: 'failure', text: '1 cannot be opened' });
    expect(await ask()).toEqual({ kind: 'answer', answer: 'answer of 2' });
  });

  it('tells every fault that the API finds, and what would be right', async () => {
    const { ask } = openApis([]);
    const faults = [
      { parameter: 'step', detail: 'is wrong' },
      { parameter: 'aggregate', detail: 'has no such tag', allowed: ['tag:Team'] },
    ];
    expect(await ask(refusal(400, problem(400, faults)))).toEqual({
      kind: 'failure',
      text: '2 things are wrong:\n  step: is wrong\n  aggregate: has no such tag; expected one of tag:Team',
    });
  });
});
