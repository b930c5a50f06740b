import type { Import, Module } from './parseModule.ts';
import { resolveImport } from './resolveImport.ts';

type Zone = {
  /** What its files' paths start with; the first zone of the list that fits is a file's own. */
  prefix: string;
  /** What the paths of the project's files that it may import start with. */
  files: readonly string[];
  /** `runtime`: those in `dependencies`, and types of any; `none`: Node's own neither; a list: these alone. */
  packages: 'none' | 'runtime' | 'any' | readonly string[];
};

/** Names and keys that the stack sets and the functions read. */
const constants = ['shared/config/names.ts', 'shared/ledger/keys.ts'];

/** Imports go one way: functions, cli, local → adapters → domain. */
const zones: readonly Zone[] = [
  { prefix: 'shared/domain/', files: ['shared/domain/'], packages: 'none' },
  // Web pages have the client too.
  { prefix: 'shared/client/', files: ['shared/client/'], packages: ['@oazapfts/runtime'] },
  { prefix: 'shared/', files: ['shared/'], packages: 'runtime' },
  { prefix: 'functions/', files: ['shared/'], packages: 'runtime' },
  { prefix: 'local/', files: ['local/', 'shared/'], packages: 'any' },
  { prefix: 'cli/', files: ['cli/', 'local/', 'shared/'], packages: 'any' },
  { prefix: 'infra/', files: ['infra/', ...constants], packages: 'any' },
  { prefix: 'bench/', files: ['bench/', 'cli/', 'functions/', 'local/', 'shared/'], packages: 'any' },
  { prefix: 'test/', files: [''], packages: 'any' },
];

/** For the settings of tools at the top level. */
const topLevel: Zone = { prefix: '', files: [], packages: 'any' };

const zoneOf = (path: string): Zone | undefined =>
  path.includes('/') ? zones.find(({ prefix }) => path.startsWith(prefix)) : topLevel;

/** The worker imports the bundle that it is told to run. */
const importsWhatItIsTold = 'local/runtime/lambdaWorker.ts';

/** The folder of one function, with the slash; undefined outside `functions/`. */
const functionFolder = (path: string): string | undefined => /^functions\/[^/]+\//.exec(path)?.[0];

export type Manifest = {
  dependencies: Readonly<Record<string, string>>;
  devDependencies: Readonly<Record<string, string>>;
};

const mayImportFile = (module: Module, zone: Zone, path: string): boolean => {
  if (path.startsWith('..')) return false;
  const own = functionFolder(module.path);
  return [...zone.files, ...(own === undefined ? [] : [own])].some((prefix) => path.startsWith(prefix));
};

const mayImportPackage = (zone: Zone, name: string, isType: boolean, manifest: Manifest): boolean =>
  zone.packages === 'any' ||
  (typeof zone.packages === 'object' && zone.packages.includes(name)) ||
  (zone.packages === 'runtime' && (isType || manifest.dependencies[name] !== undefined));

const isAllowed = (module: Module, zone: Zone, { specifier, isType }: Import, manifest: Manifest) => {
  if (specifier === undefined) return module.path === importsWhatItIsTold;
  const target = resolveImport(module.path, specifier);
  switch (target.kind) {
    case 'file':
      return mayImportFile(module, zone, target.path);
    case 'node':
      return zone.packages === 'any' || zone.packages === 'runtime';
    case 'package':
      return mayImportPackage(zone, target.name, isType, manifest);
  }
};

/** Imports against the table above, each as `file → import`; a file in no known folder is one itself. */
export const findForbiddenImports = (modules: readonly Module[], manifest: Manifest): string[] =>
  modules.flatMap((module) => {
    const zone = zoneOf(module.path);
    if (zone === undefined) return [`${module.path} is in no folder that the import rules know`];
    return module.imports
      .filter((found) => !isAllowed(module, zone, found, manifest))
      .map(({ specifier }) => `${module.path} → ${specifier ?? 'something computed'}`);
  });

/** Imports of files of the project that are not there. */
export const findMissingFiles = (modules: readonly Module[]): string[] => {
  const paths = new Set(modules.map(({ path }) => path));
  return modules.flatMap(({ path, imports }) =>
    imports.flatMap(({ specifier }) => {
      const target = specifier === undefined ? undefined : resolveImport(path, specifier);
      return target?.kind !== 'file' || paths.has(target.path) ? [] : [`${path} → ${specifier}`];
    }),
  );
};

/** Imports of a package that the manifest does not name; where it names only the types, values are such too. */
export const findUnnamedPackages = (modules: readonly Module[], manifest: Manifest): string[] => {
  const named = { ...manifest.dependencies, ...manifest.devDependencies };
  return modules.flatMap(({ path, imports }) =>
    imports.flatMap(({ specifier, isType }) => {
      const target = specifier === undefined ? undefined : resolveImport(path, specifier);
      if (target?.kind !== 'package' || named[target.name] !== undefined) return [];
      return isType && named[`@types/${target.name}`] !== undefined ? [] : [`${path} → ${specifier}`];
    }),
  );
};
