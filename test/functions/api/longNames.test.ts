import { describe, expect, it } from 'vitest';
import { at } from '#test/builders/samples.ts';
import { fillLedger } from '#test/builders/teamLedger.ts';
import { createAskApi, memoryApiDeps } from '#test/harness/askApi.ts';

const range = { from: at('2026-01-02T00:00:00Z'), to: at('2026-01-02T01:00:00Z') };

/** As long as a tag's value may be, in characters of three bytes each. */
const long = (end: string): string => `${'東'.repeat(255)}${end}`;

type Page = { rows: { team: string | null }[]; next: string | null };

const open = async () => {
  const deps = await memoryApiDeps();
  await fillLedger(deps.ledger, range, [
    {
      pool: { endpoint: 'chat' },
      holdings: () =>
        ['1', '2', '3'].map((end) => ({
          component: `c${end}`,
          model: long(`m${end}`),
          team: long(`t${end}`),
          costCentre: long(`k${end}`),
          unitSeconds: 300,
          invocations: 10,
        })),
    },
  ]);
  return createAskApi(deps, at('2026-01-03T00:07:00Z'));
};

describe('pages of rows with the longest names', () => {
  it.each(['/v1/costs', '/v1/costs/cumulative', '/v1/unit-costs'])('go on: %s', async (path) => {
    const ask = await open();
    const asked = `${path}?window=2026-01-02&aggregate=team,costCentre,model&limit=1&filter=kind:allocated`;
    const ends: (string | undefined)[] = [];
    let cursor: string | null = '';
    while (cursor !== null && ends.length < 5) {
      const { status, text, json } = await ask(cursor === '' ? asked : `${asked}&cursor=${cursor}`);
      expect([status, status === 200 ? '' : text]).toEqual([200, '']);
      const { rows, next } = json as Page;
      ends.push(rows[0]?.team?.slice(-2));
      cursor = next;
    }
    expect(ends).toEqual(['t1', 't2', 't3']);
  });
});
