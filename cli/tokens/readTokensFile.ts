import type { Instant } from '#shared/domain/time.ts';
import { sumTokens, type TokenSums } from '#shared/tokens/sumTokens.ts';
import { openTokenRows } from './openTokenRows.ts';

/**
 * Adds up a file of tokens by component, in a folder or in S3, plain or `.gz`, over [from, to).
 * @throws UsageError when there is no such file, or it is not gzip. @throws BadInputError at a line that is wrong.
 */
export const readTokensFile = (file: string, range: { from: Instant; to: Instant }): Promise<TokenSums> =>
  sumTokens(openTokenRows(file), range);
