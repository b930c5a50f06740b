import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { openLocalTable } from '#cli/openLocalTable.ts';
import type { LocalCloud } from '#local/bootCloud.ts';
import type { Instant } from '#shared/domain/time.ts';
import { createSettings } from '#shared/ledger/createSettings.ts';
import { ownersForm } from '#shared/ownership/ownersForm.ts';
import { parseOwners } from '#shared/ownership/parseOwners.ts';
import { readOwnersFile } from './readOwnersFile.ts';

/**
 * The `owners.json` of a trace's folder; undefined where it has none.
 * @throws BadInputError with every fault of it.
 */
export const readTraceOwners = async (dir: string): Promise<string | undefined> => {
  const path = join(dir, 'owners.json');
  if (!existsSync(path)) return undefined;
  const text = await readOwnersFile(path);
  parseOwners(text);
  return text;
};

/** Puts an owners document in force in a local run, before anything is collected. */
export const giveOwners = async (cloud: LocalCloud, text: string, at: Instant): Promise<void> => {
  const { documents, name } = openLocalTable(cloud);
  const change = { who: 'replay', at, note: "the trace's own owners.json", text };
  await createSettings(documents, name, ownersForm).put(change, 0);
};
