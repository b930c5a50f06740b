import { describe, expect, it } from 'vitest';
import { at } from '#test/builders/samples.ts';
import { createAskApi, memoryApiDeps } from '#test/harness/askApi.ts';

const open = async () => createAskApi(await memoryApiDeps(), at('2026-01-03T00:07:00Z'));

describe('what is no question', () => {
  it.each([
    ['GET', '/v1/nothing'],
    ['POST', '/v1/costs'],
    ['GET', '/v2/costs'],
  ] as const)('is answered with where to find those that are: %s %s', async (method, path) => {
    expect(await (await open())(path, { method })).toMatchObject({
      status: 404,
      headers: { 'content-type': 'application/problem+json' },
      json: {
        type: 'urn:tenner:problem:http.404',
        status: 404,
        detail: 'there is no such path, or none for this method; /v1/openapi.json tells which there are',
        instance: 'urn:tenner:request:request-1',
      },
    });
  });

  it.each([{ accept: 'image/png' }, { 'accept-encoding': 'identity;q=0, *;q=0' }])(
    'is told in which forms an answer comes: %o',
    async (headers) => {
      expect(await (await open())('/v1/health', { headers })).toMatchObject({
        status: 406,
        json: {
          detail: 'an answer comes as one of application/json, text/csv, text/html; as it is, or as gzip',
        },
      });
    },
  );
});
