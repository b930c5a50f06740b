import type { Module } from './parseModule.ts';
import { resolveImport } from './resolveImport.ts';

const importedFiles = ({ path, imports }: Module): string[] =>
  imports.flatMap(({ specifier }) => {
    const target = specifier === undefined ? undefined : resolveImport(path, specifier);
    return target?.kind === 'file' ? [target.path] : [];
  });

/** Files that lead back to themselves by their imports, types' as well, each cycle as `a → b → a`. */
export const findCycles = (modules: readonly Module[]): string[] => {
  const edges = new Map(modules.map((module) => [module.path, importedFiles(module)]));
  const cycles: string[] = [];
  const done = new Set<string>();
  const visit = (path: string, trail: readonly string[]): void => {
    const seenAt = trail.indexOf(path);
    if (seenAt >= 0) cycles.push([...trail.slice(seenAt), path].join(' → '));
    if (seenAt >= 0 || done.has(path)) return;
    for (const next of edges.get(path) ?? []) visit(next, [...trail, path]);
    done.add(path);
  };
  for (const path of edges.keys()) visit(path, []);
  return cycles;
};
