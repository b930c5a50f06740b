import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { joinCsv } from '#cli/ask/joinCsv.ts';
import { areTorn, joinPages, nextOf } from '#cli/ask/joinPages.ts';
import { readPages } from '#cli/ask/readPages.ts';
import { toCsv } from '#functions/api/respond.ts';

describe('readPages', () => {
  const pageAfter = async (cursor = '0') => {
    const number = Number(cursor) + 1;
    return { content: number, next: number === 3 ? undefined : String(number) };
  };

  it('reads one page, or all', async () => {
    expect(await readPages(pageAfter, false, () => {})).toEqual({ pages: [1], hasMore: true });
    expect(await readPages(pageAfter, true, () => {})).toEqual({ pages: [1, 2, 3], hasMore: false });
  });

  it('ends some time where pages do not', async () => {
    const { pages, hasMore } = await readPages(
      async () => ({ content: 1, next: 'x' }),
      true,
      () => {},
    );
    expect([pages.length, hasMore]).toEqual([250, true]);
  });
});

describe('joinPages', () => {
  const page = (rows: number[], revision: string, next: string | null) => ({
    meta: { revision },
    rows,
    total: 9,
    next,
  });

  it('makes one answer of several, with all rows', () => {
    const pages = [page([1, 2], 'a', 'x'), page([3], 'a', null)];
    expect(joinPages(pages)).toEqual({ meta: { revision: 'a' }, rows: [1, 2, 3], total: 9, next: null });
    expect(areTorn(pages)).toBe(false);
  });

  it('joins the first list where none is called rows', () => {
    expect(
      joinPages([
        { changes: [1], next: 'x' },
        { changes: [2], next: null },
      ]),
    ).toEqual({
      changes: [1, 2],
      next: null,
    });
  });

  it('leaves one page as it is, whatever it is', () => {
    expect(joinPages(['text'])).toBe('text');
    expect([nextOf('text'), nextOf({ next: null }), nextOf({ next: 'x' })]).toEqual([
      undefined,
      undefined,
      'x',
    ]);
  });

  it('finds that figures changed between pages', () => {
    expect(areTorn([page([], 'a', 'x'), page([], 'b', null)])).toBe(true);
  });
});

describe('joinCsv', () => {
  it('leaves one page as it is', () => {
    expect(joinCsv(['\ufeffa,b\r\n"1\n2",3\r\n'])).toBe('\ufeffa,b\r\n"1\n2",3\r\n');
  });

  it('has the head once, whatever is in names and cells', () => {
    const cell = fc.string({ unit: fc.constantFrom('a', '"', ',', '\n', '\r', ' ') });
    const rows = fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(fc.tuple(cell, cell), fc.array(rows, { minLength: 1, maxLength: 4 }), (head, pages) => {
        const joined = joinCsv(pages.map((page) => toCsv([head, ...page])));
        expect(joined).toBe(toCsv([head, ...pages.flat()]));
      }),
    );
  });
});
