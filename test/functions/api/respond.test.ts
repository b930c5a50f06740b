import { describe, expect, it } from 'vitest';
import { respond, toCsv } from '#functions/api/respond.ts';
import { instant } from '#shared/domain/time.ts';

describe('toCsv', () => {
  it('quotes either half of a line break, so that no reader takes it for the end of a row', () => {
    const cells = [
      ['a', 'b'],
      ['x\ny', 'x\ry'],
      ['x\r\ny', 'x y'],
    ];
    expect(toCsv(cells)).toBe('a,b\r\n"x\ny","x\ry"\r\n"x\r\ny",x y\r\n');
  });
});

describe('respond', () => {
  it('tells in a header what a table cannot say, in characters that a header can carry', () => {
    const request = {
      id: 'r',
      at: instant(0),
      method: 'GET',
      query: new URLSearchParams(),
      pathParams: {},
      headers: {},
      body: undefined,
    };
    const meta = { teams: ['Größe', '東京\u007f'] };
    const { headers } = respond(
      { ...request, principal: undefined },
      { body: {}, cells: [['a']], meta },
      'text/csv',
    );
    const text = headers['tenner-meta'] ?? '';
    expect(text).toMatch(/^[ -~]+$/);
    expect(JSON.parse(text)).toEqual(meta);
  });
});
