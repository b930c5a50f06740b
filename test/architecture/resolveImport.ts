import { posix } from 'node:path';

/** Where an import leads: to a file of the project, to a module of Node's own or to a package. */
export type Target =
  | { kind: 'file'; path: string }
  | { kind: 'node'; name: string }
  | { kind: 'package'; name: string };

/** `@scope/name/inner` → `@scope/name`. */
const packageName = (specifier: string): string =>
  specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');

/** @param from the importing file's path from the project's root. `#shared/…` stands for the folder `shared/`. */
export const resolveImport = (from: string, specifier: string): Target => {
  if (specifier.startsWith('#')) return { kind: 'file', path: posix.normalize(specifier.slice(1)) };
  if (specifier.startsWith('.')) return { kind: 'file', path: posix.join(posix.dirname(from), specifier) };
  if (specifier.startsWith('node:')) return { kind: 'node', name: specifier };
  return { kind: 'package', name: packageName(specifier) };
};
