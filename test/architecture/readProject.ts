import { globSync, readFileSync } from 'node:fs';
import { basename, join, resolve, sep } from 'node:path';
import * as z from 'zod';
import type { Manifest } from './importRules.ts';
import { type Module, parseModule } from './parseModule.ts';

const root = resolve(import.meta.dirname, '../..');

/** Folders of packages and of what tools make. */
const isForeign = (path: string): boolean => {
  const name = basename(path);
  return name.startsWith('.') || ['node_modules', 'cdk.out', 'coverage'].includes(name);
};

/** Every source file of the project. */
export const readModules = (): Module[] =>
  globSync('**/*.{ts,mts,cts,js,mjs,cjs}', { cwd: root, exclude: isForeign })
    .map((path) => path.split(sep).join('/'))
    .sort()
    .map((path) => parseModule(path, readFileSync(join(root, path), 'utf8')));

const names = z.record(z.string(), z.string());

const manifest = z.object({
  dependencies: names,
  devDependencies: names,
  peerDependencies: names.optional(),
  optionalDependencies: names.optional(),
  imports: names,
});

export const readManifest = (): Manifest & z.infer<typeof manifest> =>
  manifest.parse(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')));
