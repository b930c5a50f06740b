import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { generateClient } from '#cli/client/generateClient.ts';
import { operations } from '#shared/api/operations.ts';
import { ask } from '#shared/client/ask.ts';
import * as client from '#shared/client/tennerApi.ts';

const file = new URL('../../../shared/client/tennerApi.ts', import.meta.url);

describe('the client', () => {
  it('is what the operations make of it', async () => {
    expect(readFileSync(file, 'utf8') === (await generateClient()), 'npm run client makes it anew').toBe(
      true,
    );
  });

  it('has a function for each operation, by its id', () => {
    expect(Object.keys(client)).toEqual(expect.arrayContaining(operations.map(({ id }) => id)));
  });

  it('encodes what a filter has, so that the API reads it as it was written', async () => {
    const asked: string[] = [];
    const answer = async (input: string | URL | Request): Promise<Response> => {
      asked.push(String(input));
      return Response.json({ rows: [] });
    };
    const filter = 'team:a&b,"c d"+tag:env!:100%=#é';
    await ask(client.listCosts({ window: '7d', filter }, { baseUrl: 'https://api.test/v1', fetch: answer }));
    const [url = ''] = asked;
    expect(url.startsWith('https://api.test/v1/costs?')).toBe(true);
    expect(Object.fromEntries(new URL(url).searchParams)).toEqual({ window: '7d', filter });
  });
});
