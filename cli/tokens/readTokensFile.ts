import { createGunzip } from 'node:zlib';
import { UsageError } from '#cli/usageError.ts';
import type { Instant } from '#shared/domain/time.ts';
import { readTokenRows } from '#shared/tokens/readTokenRows.ts';
import { sumTokens, type TokenSums } from '#shared/tokens/sumTokens.ts';
import { openSource } from './openSource.ts';

const codeOf = (error: unknown): string | undefined =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;

/**
 * Adds up a file of tokens by component, in a folder or in S3, plain or `.gz`, over [from, to).
 * @throws UsageError when there is no such file, or it is not gzip. @throws BadInputError at a line that is wrong.
 */
export const readTokensFile = async (
  file: string,
  range: { from: Instant; to: Instant },
): Promise<TokenSums> => {
  const bytes = await openSource(file);
  const isZipped = file.endsWith('.gz');
  const source = isZipped ? bytes.pipe(createGunzip()) : bytes;
  if (isZipped) bytes.once('error', (error) => source.destroy(error));
  try {
    return await sumTokens(readTokenRows(source, file), range);
  } catch (error) {
    const code = codeOf(error);
    if (code === 'ENOENT') throw new UsageError(`--tokens ${file}: no such file`);
    if (code?.startsWith('Z_')) throw new UsageError(`--tokens ${file}: is not gzip, or is cut off`);
    throw error;
  } finally {
    bytes.destroy();
  }
};
