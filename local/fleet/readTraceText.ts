import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { TraceError } from './traceError.ts';

export type TraceText = { file: string; text: string };

const isMissing = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'ENOENT';

const readIfThere = async (file: string): Promise<Buffer | undefined> => {
  try {
    return await readFile(file);
  } catch (cause) {
    if (isMissing(cause)) return undefined;
    throw new TraceError([`${file}: cannot be read (${cause instanceof Error ? cause.message : cause})`], {
      cause,
    });
  }
};

const inflate = async (file: string, bytes: Buffer): Promise<Buffer> => {
  try {
    return await promisify(gunzip)(bytes);
  } catch (cause) {
    throw new TraceError([`${file}: is not gzip, or is cut off; compress the CSV file anew`], { cause });
  }
};

const decode = (file: string, bytes: Buffer): string => {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new TraceError([`${file}: is not valid UTF-8; save the file as UTF-8`], { cause });
  }
};

/**
 * The text of a trace's file, `<name>` or `<name>.gz`; undefined when there is neither.
 * @throws TraceError when both are there, or the bytes are not gzip or UTF-8.
 */
export const readTraceText = async (dir: string, name: string): Promise<TraceText | undefined> => {
  const file = join(dir, name);
  const [plain, zipped] = await Promise.all([readIfThere(file), readIfThere(`${file}.gz`)]);
  if (plain !== undefined && zipped !== undefined)
    throw new TraceError([`${file}: is there plain and as .gz; keep one of the two`]);
  if (plain !== undefined) return { file, text: decode(file, plain) };
  if (zipped === undefined) return undefined;
  return { file: `${file}.gz`, text: decode(`${file}.gz`, await inflate(`${file}.gz`, zipped)) };
};
