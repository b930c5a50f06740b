import { userInfo } from 'node:os';
import { openStack, stackOptions } from '#cli/openStack.ts';
import { parseOptions } from '#cli/parseOptions.ts';
import { UsageError } from '#cli/usageError.ts';
import { formatInstant, instant, theBeginning } from '#shared/domain/time.ts';
import type { SettingVersion } from '#shared/ledger/settingForm.ts';
import { parseOwners } from '#shared/ownership/parseOwners.ts';
import { onlyFile, readOwnersFile } from './readOwnersFile.ts';

const describeChange = ({ changesFrom }: Pick<SettingVersion<unknown>, 'changesFrom'>): string => {
  if (changesFrom === undefined) return "It changes nobody's cost.";
  const since =
    changesFrom === theBeginning
      ? 'all that is stored'
      : `what is stored from ${formatInstant(changesFrom)} on`;
  return `The next sweeps give ${since} its owners; what is collected from now on has them at once.`;
};

/** Puts a file's rules in force, in place of the version that is. */
export const applyOwnersFile = async (args: string[]): Promise<void> => {
  const { values, positionals } = parseOptions(args, {
    note: { type: 'string' },
    by: { type: 'string', default: userInfo().username },
    ...stackOptions,
  });
  const file = onlyFile('apply', positionals);
  const note = values.note?.trim();
  if (!note) throw new UsageError('--note is needed: why the rules change, for whoever asks later');
  const text = await readOwnersFile(file);
  parseOwners(text);
  const { owners } = await openStack(values);
  const latest = await owners.readLatest();
  if (latest?.text === text) {
    process.stdout.write(`${file} is in force already, as version ${latest.version}.\n`);
    return;
  }
  const at = instant(Math.floor(Date.now() / 1000));
  const version = await owners.put({ who: values.by, at, note, text }, latest?.version ?? 0);
  process.stdout.write(`${file} is in force as version ${version.version}. ${describeChange(version)}\n`);
};
