import { expect, it } from 'vitest';
import { at } from '#test/builders/samples.ts';
import { createAskApi, memoryApiDeps } from '#test/harness/askApi.ts';

it.each([
  ['/v1/budgets', { budgets: [] }],
  ['/v1/statements', { statements: [] }],
])('%s has none yet, for whoever has a grant', async (path, expected) => {
  const ask = createAskApi(await memoryApiDeps(), at('2026-01-03T00:07:00Z'));
  expect(await ask(path, { groups: ['team-red'] })).toMatchObject({ status: 200, json: expected });
  expect(await ask(path, { groups: ['others'] })).toMatchObject({ status: 403 });
  expect(await ask(`${path}?team=red`)).toMatchObject({ status: 400 });
});
