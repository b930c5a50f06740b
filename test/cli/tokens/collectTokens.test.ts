import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { collectTokens } from '#cli/tokens/collectTokens.ts';
import { sumsToBodyRows } from '#cli/tokens/toBodyRows.ts';
import type { TokenRow } from '#shared/tokens/readTokenRows.ts';
import { sumTokens } from '#shared/tokens/sumTokens.ts';
import { tokensBody, toTokenRows } from '#shared/tokens/tokensBody.ts';
import { at } from '#test/builders/samples.ts';

const window = { from: at('2026-01-01T00:00:00Z'), to: at('2026-01-01T01:00:00Z') };

async function* stream(rows: readonly TokenRow[]): AsyncGenerator<TokenRow> {
  yield* rows;
}

const rowOf = (component: string, minute: string, into: bigint, out: bigint): TokenRow => ({
  component,
  minute: at(minute),
  in: into,
  out,
});
const rows = [
  rowOf('chat', '2026-01-01T00:00:00Z', 5n, 1n),
  rowOf('code', '2026-01-01T00:30:00Z', 7n, 2n),
  rowOf('chat', '2026-01-01T00:59:00Z', 10n, 3n),
  rowOf('chat', '2026-01-01T01:00:00Z', 1_000n, 1_000n),
];

const refuseWindow = async (): Promise<never> => {
  throw new Error('nobody should have to know the window');
};

describe('collectTokens', () => {
  it('gives rows as they are while they are few', async () => {
    expect(await collectTokens(stream(rows), refuseWindow, 4)).toEqual({
      rows: [
        { component: 'chat', minute: '2026-01-01T00:00:00Z', in: 5, out: 1 },
        { component: 'code', minute: '2026-01-01T00:30:00Z', in: 7, out: 2 },
        { component: 'chat', minute: '2026-01-01T00:59:00Z', in: 10, out: 3 },
        { component: 'chat', minute: '2026-01-01T01:00:00Z', in: 1_000, out: 1_000 },
      ],
      outside: 0,
    });
  });

  it('adds up those of the window where they are more, and counts the others', async () => {
    expect(await collectTokens(stream(rows), async () => window, 3)).toEqual({
      rows: [
        { component: 'chat', minute: '2026-01-01T00:59:00Z', in: 15, out: 4 },
        { component: 'code', minute: '2026-01-01T00:59:00Z', in: 7, out: 2 },
      ],
      outside: 1,
    });
  });

  it('comes to the same for the API, however many it takes for many', () => {
    const minute = fc.integer({ min: -5, max: 70 }).map((count) => at('2026-01-01T00:00:00Z') + 60 * count);
    const row = fc.record({
      component: fc.constantFrom('a', 'b', 'c'),
      minute: minute.map((time) => time as TokenRow['minute']),
      in: fc.bigInt(0n, 100_000_000_000n),
      out: fc.bigInt(0n, 100_000_000_000n),
    });
    return fc.assert(
      fc.asyncProperty(
        fc.array(row, { maxLength: 8 }),
        fc.integer({ min: 0, max: 8 }),
        async (given, most) => {
          const body = await collectTokens(stream(given), async () => window, most);
          const taken = toTokenRows(tokensBody.parse({ tokens: body.rows }));
          const own = await sumTokens(given, window);
          const theirs = await sumTokens(taken, window);
          expect(theirs.counts).toEqual(own.counts);
          expect(theirs.outside + body.outside).toBe(own.outside);
        },
      ),
    );
  });
});

describe('sumsToBodyRows', () => {
  it('cuts what is more than one row may have', () => {
    expect(sumsToBodyRows(new Map([['chat', { in: 250_000_000_001n, out: 0n }]]), window)).toEqual(
      [100_000_000_000, 100_000_000_000, 50_000_000_001].map((count) => ({
        component: 'chat',
        minute: '2026-01-01T00:59:00Z',
        in: count,
        out: 0,
      })),
    );
  });
});
