import { globSync, readFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseAst } from 'vitest/node';
import { synthesize } from '#local/synthesize.ts';

const readBundles = async () => {
  const { assemblyDir } = await synthesize();
  return globSync('asset.*/*', { cwd: assemblyDir }).map((path) => ({
    file: path.split(/[\\/]/).at(-1),
    text: readFileSync(join(assemblyDir, path), 'utf8'),
  }));
};

describe('the bundles of the functions', () => {
  it('are one ESM file each that brings along all but what is Node’s own', async () => {
    const bundles = await readBundles();
    expect(bundles.map(({ file }) => file)).toEqual(Array.from({ length: 6 }, () => 'index.mjs'));
    for (const { text } of bundles) {
      const imports = parseAst(text).body.flatMap((node) =>
        node.type === 'ImportDeclaration' ? [node.source.value] : [],
      );
      expect(imports).toContain('node:module');
      expect(imports.filter((name) => !isBuiltin(name))).toEqual([]);
      expect(text).toMatch(/export\s*\{[^}]*\bhandler\b[^}]*\}/);
    }
  });
});
