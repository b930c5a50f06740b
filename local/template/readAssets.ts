import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { TemplateError } from './templateError.ts';

const assets = z.object({
  files: z.record(
    z.string(),
    z.object({
      source: z.object({ path: z.string().optional(), packaging: z.string().optional() }),
      destinations: z.record(z.string(), z.object({ objectKey: z.string() })),
    }),
  ),
});

/**
 * The folders of the template's code assets, by the key they would have in the asset bucket: what
 * `<Stack>.assets.json` beside `<Stack>.template.json` says.
 * @throws TemplateError when that file is absent or unreadable.
 */
export const readAssets = (templateFile: string, assemblyDir: string): Map<string, string> => {
  const file = templateFile.replace(/\.template\.json$/, '.assets.json');
  try {
    const { files } = assets.parse(JSON.parse(readFileSync(file, 'utf8')));
    return new Map(
      Object.values(files).flatMap(({ source, destinations }) =>
        Object.values(destinations).flatMap(({ objectKey }) =>
          source.path === undefined ? [] : [[objectKey, join(assemblyDir, source.path)]],
        ),
      ),
    );
  } catch (error) {
    throw new TemplateError(file, 'cannot be read as the list of the template’s assets', error);
  }
};
