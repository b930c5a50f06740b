import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readTokensFile } from '#cli/tokens/readTokensFile.ts';
import { at } from '#test/builders/samples.ts';

const range = { from: at('2026-01-01T00:00:00Z'), to: at('2026-01-01T01:00:00Z') };
const text = 'component,minute,in,out\nchat,2026-01-01T00:00:00Z,1,2\n';

describe('a file of tokens', () => {
  let dir = '';
  beforeEach(async () => {
    dir = await mkdtemp(join(tmpdir(), 'tenner-tokens-'));
  });
  afterEach(() => rm(dir, { recursive: true }));
  const read = async (name: string, content: string | Buffer) => {
    await writeFile(join(dir, name), content);
    return readTokensFile(join(dir, name), range);
  };

  it('is read plain and gzipped', async () => {
    const counts = new Map([['chat', { in: 1n, out: 2n }]]);
    expect(await read('tokens.csv', text)).toEqual({ counts, outside: 0 });
    expect(await read('tokens.csv.gz', gzipSync(text))).toEqual({ counts, outside: 0 });
  });

  it('is refused when it is not there, not gzip, or cut off', async () => {
    const missing = readTokensFile(join(dir, 'none.csv'), range);
    await expect(missing).rejects.toThrow(`--tokens ${join(dir, 'none.csv')}: no such file`);
    await expect(readTokensFile(join(dir, 'none.csv.gz'), range)).rejects.toThrow('no such file');
    await expect(read('tokens.csv.gz', text)).rejects.toThrow('is not gzip, or is cut off');
    await expect(read('cut.csv.gz', gzipSync(text).subarray(0, 30))).rejects.toThrow('is not gzip');
  });
});
