import { userInfo } from 'node:os';
import { openStack, stackOptions } from '#cli/openStack.ts';
import { parseOptions } from '#cli/parseOptions.ts';
import { UsageError } from '#cli/usageError.ts';
import { formatInstant, theBeginning } from '#shared/domain/time.ts';
import { wallClock } from '#shared/lambda/wallClock.ts';
import type { SettingVersion } from '#shared/ledger/settingForm.ts';
import type { DocumentKind } from './documentKind.ts';
import { onlyFile, readDocumentFile } from './readDocumentFile.ts';

const describeChange = <Document>(
  { given, withoutChange }: DocumentKind<Document>,
  { changesFrom }: SettingVersion<Document>,
): string => {
  if (changesFrom === undefined) return `It ${withoutChange}.`;
  const since =
    changesFrom === theBeginning
      ? 'all that is stored'
      : `what is stored from ${formatInstant(changesFrom)} on`;
  return `The next sweeps give ${since} ${given}; what is collected from now on has them at once.`;
};

/** The command that puts a file in force, in place of the version that is. */
export const applyDocument =
  <Document>(kind: DocumentKind<Document>) =>
  async (args: string[]): Promise<void> => {
    const { values, positionals } = parseOptions(args, {
      note: { type: 'string' },
      by: { type: 'string', default: userInfo().username },
      ...stackOptions,
    });
    const file = onlyFile(`${kind.form.name} apply`, positionals);
    const note = values.note?.trim();
    if (!note) throw new UsageError('--note is needed: why it changes, for whoever asks later');
    const text = await readDocumentFile(file);
    const document = kind.form.parse(text);
    const stack = await openStack(values);
    const settings = kind.settingsOf(stack);
    const latest = await settings.readLatest();
    if (latest?.text === text) {
      process.stdout.write(`${file} is in force already, as version ${latest.version}.\n`);
      return;
    }
    const told = await kind.tellChange?.(latest?.document ?? kind.form.initial, document, stack);
    const at = wallClock();
    const version = await settings.put({ who: values.by, at, note, text }, latest?.version ?? 0);
    const change = describeChange(kind, version);
    process.stdout.write(
      `${file} is in force as version ${version.version}. ${change}\n${told === undefined ? '' : `\n${told}\n`}`,
    );
  };
