import { describe, expect, it } from 'vitest';
import { ApiError } from '#shared/client/apiError.ts';
import { ask, askCsv, askForNews } from '#shared/client/ask.ts';
import { readDescription } from '#shared/client/tennerApi.ts';

const document = { openapi: '3.1.0' };

/** An API that gives one answer, and keeps the headers that it was asked with. */
const answering = (answer: () => Response) => {
  const asked: Headers[] = [];
  const fetch = async (_: string | URL | Request, init?: RequestInit): Promise<Response> => {
    asked.push(new Headers(init?.headers));
    return answer();
  };
  return { asked, opts: { baseUrl: 'https://api.test/v1', fetch } };
};

const problem = (status: number, body: object) =>
  new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/problem+json' } });

describe('ask', () => {
  it('gives what is answered', async () => {
    const { opts } = answering(() => Response.json(document));
    expect(await ask(readDescription(opts))).toEqual(document);
  });

  it('throws problem details as an error that has them', async () => {
    const { opts } = answering(() => problem(403, { title: 'No', status: 403 }));
    const error = await ask(readDescription(opts)).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(ApiError);
    expect(error).toMatchObject({ status: 403, reason: { title: 'No', status: 403 } });
  });

  it.each([
    ['without a body', null, 'application/json'],
    ['of another form', '<html>sign in</html>', 'text/html'],
  ])('takes no success %s for an answer', async (_, body, type) => {
    const { opts } = answering(() => new Response(body, { headers: { 'content-type': type } }));
    await expect(ask(readDescription(opts))).rejects.toThrow(ApiError);
  });
});

describe('askForNews', () => {
  it('asks by the tag of the last answer, beside the headers that are given, and gives the next tag', async () => {
    const { asked, opts } = answering(() => Response.json(document, { headers: { etag: '"b"' } }));
    const own = { ...opts, headers: { Authorization: 'Bearer t' } };
    const news = await askForNews((given) => readDescription(given), '"a"', own);
    expect(news).toEqual({ kind: 'new', data: document, etag: '"b"' });
    expect(asked[0]?.get('if-none-match')).toBe('"a"');
    expect(asked[0]?.get('authorization')).toBe('Bearer t');
  });

  it('tells that nothing is new', async () => {
    const { opts } = answering(() => new Response(null, { status: 304 }));
    expect(await askForNews((given) => readDescription(given), '"a"', opts)).toEqual({ kind: 'unchanged' });
  });

  it('throws what is a problem', async () => {
    const { opts } = answering(() => problem(401, {}));
    await expect(askForNews((given) => readDescription(given), undefined, opts)).rejects.toThrow(ApiError);
  });
});

describe('askCsv', () => {
  const csvOf = (link: string) => () =>
    new Response('a,b\r\n1,2\r\n', { headers: { 'content-type': 'text/csv; charset=utf-8', link } });

  it('asks for a table and gives it with the cursor of the next page', async () => {
    const { asked, opts } = answering(csvOf('<?window=7d&cursor=abc%2B1>; rel="next"'));
    expect(await askCsv((given) => readDescription(given), opts)).toEqual({
      csv: 'a,b\r\n1,2\r\n',
      next: 'abc+1',
    });
    expect(asked[0]?.get('accept')).toBe('text/csv');
  });

  it('gives no cursor on the last page', async () => {
    const { opts } = answering(csvOf(''));
    expect((await askCsv((given) => readDescription(given), opts)).next).toBe(undefined);
  });

  it('takes nothing else for a table', async () => {
    const { opts } = answering(() => Response.json(document));
    await expect(askCsv((given) => readDescription(given), opts)).rejects.toThrow(ApiError);
  });
});
