import { readFile } from 'node:fs/promises';
import * as z from 'zod';
import { apiVersion } from '#shared/api/apiVersion.ts';

const packageSchema = z.object({ version: z.string() });

/** What `tenner --version` says. */
export const tellVersion = async (): Promise<string> => {
  const text = await readFile(new URL('../package.json', import.meta.url), 'utf8');
  return `tenner ${packageSchema.parse(JSON.parse(text)).version}, of API version ${apiVersion}`;
};
