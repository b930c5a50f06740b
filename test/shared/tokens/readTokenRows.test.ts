import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { readTokenRows } from '#shared/tokens/readTokenRows.ts';
import { sumTokens } from '#shared/tokens/sumTokens.ts';
import { at } from '#test/builders/samples.ts';

const rowsOf = (text: string) => readTokenRows(Readable.from([Buffer.from(text)]), 'tokens.csv');
const range = { from: at('2026-01-01T00:00:00Z'), to: at('2026-01-01T01:00:00Z') };
const sum = async (text: string) => {
  const { counts, outside } = await sumTokens(rowsOf(text), range);
  return { counts: Object.fromEntries(counts), outside };
};
const header = 'component,minute,in,out\n';

describe('tokens by component and minute', () => {
  it('are added up, rows of one component and minute too, and what lies outside is counted', async () => {
    const text = [
      'component,minute,in,out',
      'chat,2026-01-01T00:00:00Z,100,20',
      'chat,2026-01-01T00:00Z,11,3',
      'code,2026-01-01T00:59:00Z,7,0',
      'code,2026-01-01T01:00:00Z,1000,1000',
      'code,2025-12-31T23:59:00Z,1000,1000',
    ].join('\n');
    expect(await sum(text)).toEqual({
      counts: { chat: { in: 111n, out: 23n }, code: { in: 7n, out: 0n } },
      outside: 2,
    });
  });

  it('may have their columns in any order, a byte order mark, Windows line ends and empty lines', async () => {
    const text = '\uFEFFout,in,component,minute\r\n\r\n2,1,chat,2026-01-01T00:00:00Z\r\n';
    expect(await sum(text)).toEqual({ counts: { chat: { in: 1n, out: 2n } }, outside: 0 });
  });

  it('are none without a row', async () => {
    expect(await sum(header)).toEqual({ counts: {}, outside: 0 });
  });

  it('are exact beyond what a float holds', async () => {
    const line = 'chat,2026-01-01T00:00:00Z,999999999999999999,1\n';
    expect((await sum(header + line + line)).counts.chat?.in).toBe(1_999_999_999_999_999_998n);
  });

  it.each([
    ['', 'tokens.csv:1: is empty; the columns are component, minute, in, out'],
    [
      'component,minute,in\n',
      'tokens.csv:1: column out: is missing; the columns are component, minute, in, out',
    ],
    [
      `component,minute,in,out,x\n`,
      'tokens.csv:1: has 5 columns; the columns are component, minute, in, out',
    ],
    [
      `${header}chat,2026-01-01T00:00:00Z,1,2\nchat,2026-01-01T00:00:30Z,1,2\n`,
      'tokens.csv:3: column minute: "2026-01-01T00:00:30Z" is wrong; write a whole minute in UTC, such as 2026-05-01T00:05:00Z',
    ],
    [`${header}chat,2026-02-30T00:00:00Z,1,2\n`, 'tokens.csv:2: column minute: '],
    [
      `${header}chat,2026-01-01T00:00:00Z,-1,2\n`,
      'tokens.csv:2: column in: "-1" is wrong; write a whole number',
    ],
    [`${header}chat,2026-01-01T00:00:00Z,1,2.5\n`, 'tokens.csv:2: column out: "2.5" is wrong'],
    [
      `${header},2026-01-01T00:00:00Z,1,2\n`,
      'tokens.csv:2: column component: "" is wrong; write the name of',
    ],
    [`${header}chat,2026-01-01T00:00:00Z,1\n`, 'tokens.csv:2: has 3 values; write 4, one for each column'],
    [`${header}"chat,2026-01-01T00:00:00Z,1,2\n`, 'tokens.csv:2: is not CSV: '],
  ])('refuses %j, saying where and what would be right', async (text, message) => {
    const failure: unknown = await sum(text).catch((error: unknown) => error);
    expect(failure).toMatchObject({ code: 'tokens.invalid' });
    expect(failure instanceof Error && failure.message).toContain(message);
  });

  it('are read line by line, however many there are', async () => {
    let given = 0;
    const lines = function* () {
      yield header;
      for (; given < 1_000_000; given += 1) yield 'chat,2026-01-01T00:00:00Z,1,2\n';
    };
    const rows = readTokenRows(Readable.from(lines(), { objectMode: true, highWaterMark: 16 }), 'tokens.csv');
    let read = 0;
    for await (const _ of rows) {
      read += 1;
      if (read === 5_000) break;
    }
    expect(given).toBeLessThan(50_000);
  });
});
