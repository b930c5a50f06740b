import type { Instant } from '#shared/domain/time.ts';
import type { TokenRow } from '#shared/tokens/readTokenRows.ts';
import { sumTokens } from '#shared/tokens/sumTokens.ts';
import { type BodyRow, sumsToBodyRows, toBodyRow } from './toBodyRows.ts';

/** Rows of the longest names, that many, are still less than the API takes. */
const mostPlainRows = 30_000;

async function* chain<Row>(first: readonly Row[], others: AsyncIterable<Row>): AsyncGenerator<Row> {
  yield* first;
  yield* others;
}

/**
 * Rows of tokens as the API takes them: as they are, or where they are too many for it added up over the window that is asked about,
 * which comes to the same figures.
 * @param askWindow which that is: asked only where it is needed.
 * @returns with how many rows, of those that were added up, lie outside of it.
 */
export const collectTokens = async (
  rows: AsyncGenerator<TokenRow>,
  askWindow: () => Promise<{ from: Instant; to: Instant }>,
  most = mostPlainRows,
): Promise<{ rows: BodyRow[]; outside: number }> => {
  const plain: TokenRow[] = [];
  for (let row = await rows.next(); row.done !== true; row = await rows.next()) {
    plain.push(row.value);
    if (plain.length <= most) continue;
    const window = await askWindow();
    const { counts, outside } = await sumTokens(chain(plain, rows), window);
    return { rows: sumsToBodyRows(counts, window), outside };
  }
  return { rows: plain.map(toBodyRow), outside: 0 };
};
