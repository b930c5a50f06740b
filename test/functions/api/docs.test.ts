import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { operations } from '#shared/api/operations.ts';
import { renderApiPage } from '#shared/apiPage/renderApiPage.ts';
import { at } from '#test/builders/samples.ts';
import { createAskApi, memoryApiDeps } from '#test/harness/askApi.ts';

const browser = 'text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8';
const open = async () => createAskApi(await memoryApiDeps(), at('2026-01-03T00:07:00Z'));

/** Elements that are never closed. */
const voids = ['meta'];

/** Tags that do not close what was opened last. */
const misnested = (page: string): string[] => {
  const stack: string[] = [];
  const wrong: string[] = [];
  for (const [, slash, name = ''] of page.matchAll(/<(\/?)([a-z][a-z0-9]*)\b[^>]*>/g)) {
    if (slash === '/') {
      if (stack.pop() !== name) wrong.push(name);
    } else if (!voids.includes(name)) stack.push(name);
  }
  return [...wrong, ...stack];
};

describe('GET /docs', () => {
  it('is a page for anybody with a browser, that loads and runs nothing', async () => {
    const ask = await open();
    const { status, headers, text } = await ask('/v1/docs', { groups: [], headers: { accept: browser } });
    expect(status).toBe(200);
    expect(headers['content-type']).toBe('text/html; charset=utf-8');
    const [, style = ''] = /<style>([\s\S]*?)<\/style>/.exec(text) ?? [];
    const hash = createHash('sha256').update(style).digest('base64');
    expect(headers['content-security-policy']).toBe(
      `default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
    );
    expect(headers['x-content-type-options']).toBe('nosniff');
    expect(text).not.toMatch(/<script|<link|<img|<iframe|\sstyle=|\son[a-z]+=|url\(|@import/i);
    expect(
      [...text.matchAll(/href="([^"]*)"/g)].map(([, href]) => href).filter((href) => !href?.startsWith('#')),
    ).toEqual(['openapi.json']);
  });

  it('comes as a page whatever a client takes, and JSON comes as JSON to a browser', async () => {
    const ask = await open();
    for (const accept of ['*/*', 'text/html', 'application/json', browser])
      expect((await ask('/v1/docs', { groups: [], headers: { accept } })).headers['content-type']).toContain(
        'text/html',
      );
    for (const accept of ['text/html', browser])
      expect(await ask('/v1/openapi.json', { groups: [], headers: { accept } })).toMatchObject({
        status: 200,
        json: { openapi: '3.1.0' },
      });
    expect(await ask('/v1/docs?x=1', { groups: [] })).toMatchObject({ status: 400 });
    const { headers } = await ask('/v1/docs', { groups: [] });
    const again = await ask('/v1/docs', { groups: [], headers: { 'if-none-match': headers.etag ?? '' } });
    expect(again).toMatchObject({ status: 304, text: '' });
  });

  it('tells of every operation under a heading of its own, to which the list leads', async () => {
    const { text } = await (await open())('/v1/docs', { groups: [] });
    for (const { id, method, path, summary } of operations) {
      expect(text).toContain(`<a href="#${id}">`);
      expect(text).toContain(`<section class="operation" id="${id}" aria-labelledby="${id}-title">`);
      expect(text).toContain(
        `${method}</span> <code>${path}</code> <span class="summary">${summary}</span></h2>`,
      );
    }
    const ids = [...text.matchAll(/\sid="([^"]*)"/g)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const [, target] of text.matchAll(/(?:href="#|aria-labelledby=")([^"]*)"/g))
      expect(ids).toContain(target);
  });

  it('is well formed, and its tables can be told by who does not see them', async () => {
    const { text } = await (await open())('/v1/docs', { groups: [] });
    expect(misnested(text)).toEqual([]);
    expect(text).toMatch(/^<!doctype html>\n<html lang="en">/);
    for (const landmark of ['<header>', '<nav aria-label="Operations">', '<main id="content">', '<footer>'])
      expect(text.split(landmark)).toHaveLength(2);
    expect(text.match(/<h1>/g)).toHaveLength(1);
    const tables = text.match(/<table>/g) ?? [];
    expect(text.match(/<table><caption>[^<]+<\/caption>\n<thead><tr><th scope="col">/g)).toHaveLength(
      tables.length,
    );
    expect(text).not.toMatch(/<th(?!ead| scope=)/);
  });

  it('says what is needed, what is allowed, what is meant without it, and such as', async () => {
    const { text } = await (await open())('/v1/docs', { groups: [] });
    expect(text).toContain('<th scope="row"><code>window</code> <strong class="needed">needed</strong></th>');
    expect(text).toContain(
      '<p>One of <code>allocation</code>, <code>usage</code></p><p>Default <code>allocation</code></p>',
    );
    expect(text).toContain('<p>Default <code>team,model</code></p>');
    expect(text).toContain(
      '<p>Such as <code>lastmonth</code>, <code>7d</code>, <code>2026-05-01,2026-06-01</code></p>',
    );
    expect(text).toContain('<p><strong>Who may ask:</strong> Finance and admins.</p>');
    expect(text).toContain(
      'curl -H &quot;authorization: Bearer $TOKEN&quot; &quot;$TENNER/v1/costs?window=lastmonth&quot;',
    );
    expect(text).toContain('tenner access show --json');
  });
});

describe('a page of a document', () => {
  it('has nothing of it in its markup', () => {
    const evil = `"><script>alert(1)</script><img src=x onerror='1'>`;
    const schema = {
      type: 'object',
      description: evil,
      properties: {
        [evil]: { type: 'string', description: evil, enum: [evil], default: evil, examples: [evil] },
      },
    };
    const operation = {
      operationId: evil,
      summary: evil,
      description: evil,
      'x-role': 'none',
      'x-commands': [evil],
      parameters: [{ name: evil, in: 'query', required: true, description: evil, schema, example: evil }],
      requestBody: { content: { 'application/json': { schema } } },
      responses: {
        '200': { description: evil, content: { 'application/json': { schema } } },
        [evil]: { description: evil },
      },
    };
    const page = renderApiPage({
      info: { title: evil, version: evil, description: evil },
      servers: [{ url: evil, description: evil }],
      paths: { [`/${evil}`]: { [`get${evil}`]: operation } },
      components: { schemas: { Problem: schema } },
    });
    expect(page).not.toMatch(/<script|<img|"">/);
    expect(misnested(page)).toEqual([]);
    expect(page.match(/&lt;script&gt;alert\(1\)&lt;\/script&gt;/gi)?.length).toBeGreaterThan(20);
  });
});
