import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { apiVersion } from '#shared/api/apiVersion.ts';
import { toOpenApi } from '#shared/api/openApi.ts';
import { operations } from '#shared/api/operations.ts';
import { readQuery } from '#shared/api/readQuery.ts';
import { readApiDocument } from '#shared/apiPage/apiDocument.ts';
import { exampleCalls } from '#shared/apiPage/exampleCalls.ts';

const document = readApiDocument(toOpenApi(operations, apiVersion));
const cases = document.operations.flatMap((operation) =>
  exampleCalls(operation, document.schemas)
    .filter(({ line }) => line.startsWith('curl'))
    .map(({ title, line }) => ({ id: operation.operationId, title, line })),
);

/** What a shell makes of a line, each word by itself. */
const wordsOf = (line: string): string[] => {
  const env = { PATH: process.env.PATH, TENNER: 'https://api.example.com', TOKEN: 'secret' };
  const script = `curl() { printf '%s\\0' "$@"; }\n${line}`;
  return execFileSync('sh', ['-c', script], { env, encoding: 'utf8' }).split('\0').slice(0, -1);
};

describe('the examples of the page', () => {
  it.each(cases)('can be put into a shell and are right: $id, $title', ({ id, line }) => {
    const operation = operations.find((each) => each.id === id);
    const words = wordsOf(line);
    const url = new URL(words.find((word) => word.startsWith('https://')) ?? 'about:blank');
    expect(url.href).toMatch(/^https:\/\/api\.example\.com\/v1\//);
    expect(operation && readQuery(operation.query, url.searchParams).faults).toEqual([]);
    const data = words[words.indexOf('--data') + 1];
    if (operation?.body !== undefined)
      expect(operation.body.safeParse(JSON.parse(data ?? '')).error?.issues).toBeUndefined();
    if (operation?.role !== undefined) expect(words).toContain('authorization: Bearer secret');
    expect(words.includes('if-match: "3"')).toBe(operation?.method === 'PUT');
  });

  it('are there for every operation', () => {
    expect(new Set(cases.map(({ id }) => id))).toEqual(new Set(operations.map(({ id }) => id)));
  });

  it('keep what a shell or a query would take for something else', () => {
    const [operation] = document.operations;
    if (operation === undefined) throw new Error('there is no operation');
    const nasty = `a'b"c$HOME\`id\`!x&y=z+w #\\`;
    const schema = { type: 'object', examples: [{ note: nasty }] };
    const [call] = exampleCalls(
      {
        ...operation,
        method: 'POST',
        path: '/x/{name}',
        parameters: [
          { name: 'name', in: 'path', required: true, description: '', schema: {}, example: 'a/b c' },
          { name: 'filter', in: 'query', required: true, description: '', schema: {}, example: nasty },
        ],
        requestBody: { content: { 'application/json': { schema } } },
      },
      {},
    );
    const words = wordsOf(call?.line ?? '');
    const url = new URL(words.find((word) => word.startsWith('https://')) ?? 'about:blank');
    expect(url.searchParams.get('filter')).toBe(nasty);
    expect(words.at(-1)).toBe(JSON.stringify({ note: nasty }, null, 2));
  });
});
