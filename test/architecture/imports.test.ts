import { globSync, readFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { dirname, join, normalize, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';

const root = resolve(import.meta.dirname, '../..');
const files = globSync('{infra,functions,shared,local,cli,test,bench}/**/*.ts', { cwd: root }).toSorted();
const sources = files.filter((file) => !file.startsWith('test/'));
const textOf = new Map(files.map((file) => [file, readFileSync(join(root, file), 'utf8')]));

const specifier =
  /(?:^|\n)\s*(?:import|export)\s[^'"`;]*?from\s*'([^']+)'|(?:^|\n)\s*import\s*'([^']+)'|\bimport\('([^']+)'\)/g;

type Import = { file: string; target: string };

/** Where an import leads: a file of the project, or a package's name. */
const resolveImport = (file: string, name: string): string => {
  if (name.startsWith('#')) return name.slice(1);
  return name.startsWith('.') ? normalize(join(dirname(file), name)) : name;
};

const imports: Import[] = files.flatMap((file) =>
  [...(textOf.get(file) ?? '').matchAll(specifier)].map((match) => {
    return { file, target: resolveImport(file, match[1] ?? match[2] ?? match[3] ?? '') };
  }),
);

const isInside = (path: string, folders: readonly string[]) =>
  folders.some((folder) => path.startsWith(`${folder}/`));
const isProjectFile = (target: string) => textOf.has(target);

/** Folders that the files of each folder may import; the first that matches a file is the one that holds. */
const allowed: [folder: string, mayImport: string[]][] = [
  ['shared/domain', ['shared/domain']],
  ['shared', ['shared']],
  ['functions/plan', ['functions/plan', 'shared']],
  ['functions/collect', ['functions/collect', 'shared']],
  ['infra', ['infra', 'shared/config/names.ts', 'shared/ledger/keys.ts']],
  ['local', ['local', 'shared']],
  ['cli', ['cli', 'local', 'shared']],
  ['bench', ['local', 'shared']],
  ['test', ['test', 'infra', 'functions', 'local', 'cli', 'shared']],
];

const mayImport = ({ file, target }: Import): boolean => {
  const [, targets = []] = allowed.find(([folder]) => isInside(file, [folder])) ?? [];
  return targets.includes(target) || isInside(target, targets);
};

const show = ({ file, target }: Import) => `${file} → ${target}`;

const packageOf = (name: string) =>
  name
    .split('/')
    .slice(0, name.startsWith('@') ? 2 : 1)
    .join('/');

describe('imports', () => {
  it('are found in every folder', () => {
    for (const [folder] of allowed) expect(imports.some(({ file }) => isInside(file, [folder]))).toBe(true);
    expect(imports.length).toBeGreaterThan(400);
  });

  it('go one way: functions, cli and local to the adapters, the adapters to the domain', () => {
    expect(
      imports
        .filter(({ target }) => isProjectFile(target))
        .filter((each) => !mayImport(each))
        .map(show),
    ).toEqual([]);
  });

  it('lead to files that are there', () => {
    const inner = imports.filter(({ target }) =>
      /^(infra|functions|shared|local|cli|test|bench)\//.test(target),
    );
    expect(inner.filter(({ target }) => !isProjectFile(target)).map(show)).toEqual([]);
  });

  it('bring neither AWS nor zod nor Node into the domain', () => {
    const domain = imports.filter(({ file }) => isInside(file, ['shared/domain']));
    expect(domain.filter(({ target }) => !isInside(target, ['shared/domain'])).map(show)).toEqual([]);
  });

  it('make no circle', () => {
    const next = Map.groupBy(
      imports.filter(({ target }) => isProjectFile(target)),
      ({ file }) => file,
    );
    const done = new Set<string>();
    const circles: string[] = [];
    const visit = (file: string, path: string[]): void => {
      if (path.includes(file)) circles.push([...path.slice(path.indexOf(file)), file].join(' → '));
      if (path.includes(file) || done.has(file)) return;
      for (const { target } of next.get(file) ?? []) visit(target, [...path, file]);
      done.add(file);
    };
    for (const file of files) visit(file, []);
    expect(circles).toEqual([]);
  });

  it('name only packages that package.json names, every one pinned', () => {
    const packages = z.object({
      dependencies: z.record(z.string(), z.string()),
      devDependencies: z.record(z.string(), z.string()),
    });
    const named = packages.parse(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')));
    const versions = { ...named.dependencies, ...named.devDependencies };
    for (const version of Object.values(versions)) expect(version).toMatch(/^\d+\.\d+\.\d+$/);
    const outside = imports.filter(({ target }) => !isProjectFile(target) && !isBuiltin(target));
    // Types of a package without its own come from @types.
    const isNamed = (name: string) => name in versions || `@types/${name}` in versions;
    expect(outside.filter(({ target }) => !isNamed(packageOf(target))).map(show)).toEqual([]);
    const bundled = outside.filter(({ file }) => isInside(file, ['shared', 'functions']));
    const atRuntime = (name: string) => name in named.dependencies || name === 'aws-lambda';
    expect(bundled.filter(({ target }) => !atRuntime(packageOf(target))).map(show)).toEqual([]);
  });
});

describe('sources', () => {
  it('ask the clock and chance only where they are handed in from', () => {
    const asks = /Date\.now\(\)|new Date\(\)|Math\.random/;
    const asking = sources.filter(
      (file) => isInside(file, ['shared', 'functions']) && asks.test(textOf.get(file) ?? ''),
    );
    // The handler hands the wall clock in; retryTools hands in the jitter.
    expect(asking).toEqual(['functions/collect/handler.ts', 'shared/aws/retry.ts']);
  });

  it('are short', () => {
    expect(sources.filter((file) => (textOf.get(file) ?? '').split('\n').length > 220)).toEqual([]);
  });

  it('mock no modules and have no barrels', () => {
    const mocks = files.filter((file) =>
      /vi\.(do)?mock\(/i.test((textOf.get(file) ?? '').replaceAll(/\/.*vi.*\//g, '')),
    );
    expect(mocks).toEqual([]);
    expect(files.filter((file) => file.endsWith('/index.ts'))).toEqual([]);
  });
});
