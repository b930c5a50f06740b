import { createGunzip } from 'node:zlib';
import { UsageError } from '#cli/usageError.ts';
import { readTokenRows, type TokenRow } from '#shared/tokens/readTokenRows.ts';
import { openSource } from './openSource.ts';

const codeOf = (error: unknown): string | undefined =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;

/**
 * The rows of a file of tokens, in a folder or in S3, plain or `.gz`, one by one.
 * @throws UsageError when there is no such file, or it is not gzip. @throws BadInputError at a line that is wrong.
 */
export async function* openTokenRows(file: string): AsyncGenerator<TokenRow> {
  const bytes = await openSource(file);
  const isZipped = file.endsWith('.gz');
  const source = isZipped ? bytes.pipe(createGunzip()) : bytes;
  if (isZipped) bytes.once('error', (error) => source.destroy(error));
  try {
    yield* readTokenRows(source, file);
  } catch (error) {
    const code = codeOf(error);
    if (code === 'ENOENT') throw new UsageError(`--tokens ${file}: no such file`);
    if (code === 'EISDIR') throw new UsageError(`--tokens ${file}: is a folder`);
    if (code?.startsWith('Z_')) throw new UsageError(`--tokens ${file}: is not gzip, or is cut off`);
    throw error;
  } finally {
    bytes.destroy();
  }
}
