import { existsSync } from 'node:fs';
import { resolve } from 'node:path';

const folder = resolve(import.meta.dirname, '../../../shared/data');

/** A real trace beside the project, or undefined, said so, where it is absent: it is no part of the product. */
export const sharedTrace = (name: string): string | undefined => {
  const dir = resolve(folder, name);
  if (existsSync(dir)) return dir;
  process.stderr.write(`skipped: what needs the trace ${dir}, which is not there\n`);
  return undefined;
};
