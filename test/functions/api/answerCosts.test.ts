import { describe, expect, it } from 'vitest';
import { at } from '#test/builders/samples.ts';
import { createAskApi, memoryApiDeps } from '#test/harness/askApi.ts';

describe('GET /costs', () => {
  it('tells every fault of a question at once', async () => {
    const ask = createAskApi(await memoryApiDeps(), at('2026-01-03T00:07:00Z'));
    const { status, json } = await ask('/v1/costs?windo=yesterday&aggregate=tem&step=7s&filter=tem:x');
    expect(status).toBe(400);
    expect(json).toMatchObject({
      errors: ['windo', 'window', 'step', 'aggregate', 'filter'].map((parameter) => ({ parameter })),
    });
  });
});
