import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { openLocalTable } from '#cli/openLocalTable.ts';
import type { LocalCloud } from '#local/bootCloud.ts';
import type { Instant } from '#shared/domain/time.ts';
import { createSettings } from '#shared/ledger/createSettings.ts';
import type { SettingForm } from '#shared/ledger/settingForm.ts';
import { readDocumentFile } from './readDocumentFile.ts';

/**
 * The `owners.json`, `rates.json` … of a trace's folder; undefined where it has none.
 * @throws BadInputError with every fault of it.
 */
export const readTraceDocument = async <Document>(
  dir: string,
  { name, parse }: SettingForm<Document>,
): Promise<string | undefined> => {
  const path = join(dir, `${name}.json`);
  if (!existsSync(path)) return undefined;
  const text = await readDocumentFile(path);
  parse(text);
  return text;
};

/** Puts a document of a trace in force in a local run, before anything is collected; nothing where it has none. */
export const giveDocument = async <Document>(
  cloud: LocalCloud,
  form: SettingForm<Document>,
  text: string | undefined,
  at: Instant,
  note = `the trace's own ${form.name}.json`,
): Promise<void> => {
  if (text === undefined) return;
  const { documents, name } = openLocalTable(cloud);
  const change = { who: 'replay', at, note, text };
  await createSettings(documents, name, form).put(change, 0);
};
