import { openStack, stackOptions } from '#cli/openStack.ts';
import { parseOptions, parseWhole } from '#cli/parseOptions.ts';
import { renderTable } from '#cli/renderTable.ts';
import { UsageError } from '#cli/usageError.ts';
import { formatInstant, type Instant, theBeginning } from '#shared/domain/time.ts';
import { appliedThrough } from '#shared/ledger/appliedThrough.ts';
import type { SettingVersion } from '#shared/ledger/settingForm.ts';
import type { DocumentKind } from './documentKind.ts';

const sinceText = (time: Instant | undefined): string => {
  if (time === undefined) return 'never';
  return time === theBeginning ? 'the beginning' : formatInstant(time);
};

const renderVersions = (versions: readonly SettingVersion<unknown>[], applied: number): string =>
  renderTable(
    ['VERSION', 'WHEN', 'WHO', 'CHANGES FROM', 'APPLIED', 'NOTE'],
    versions.map(({ version, at, who, changesFrom, note }) => [
      `${version}`,
      formatInstant(at),
      who,
      sinceText(changesFrom),
      version <= applied ? 'yes' : 'not yet',
      note,
    ]),
    6,
  );

const toDocument = (version: SettingVersion<unknown>, applied: number) => ({
  version: version.version,
  at: formatInstant(version.at),
  who: version.who,
  note: version.note,
  changesFrom: version.changesFrom === undefined ? null : formatInstant(version.changesFrom),
  isApplied: version.version <= applied,
  document: JSON.parse(version.text),
});

/** The command that shows every version that there was, and the one in force, or another, as it was written. */
export const showDocument =
  <Document>({ form, settingsOf, initially }: DocumentKind<Document>) =>
  async (args: string[]): Promise<void> => {
    const { values, positionals } = parseOptions(args, {
      version: { type: 'string' },
      json: { type: 'boolean', default: false },
      ...stackOptions,
    });
    const { name } = form;
    if (positionals.length > 0)
      throw new UsageError(`${name} show takes no "${positionals[0]}"; see tenner ${name} --help`);
    const asked =
      values.version === undefined ? undefined : parseWhole('version', values.version, 1, 999_999);
    const settings = settingsOf(await openStack(values));
    const versions = await settings.list();
    const shown = versions.find(({ version }) => version === (asked ?? versions.length));
    const applied = appliedThrough(versions, await settings.readApplied());
    if (shown === undefined) {
      if (asked !== undefined)
        throw new UsageError(
          `there is no version ${asked}; there are ${versions.length} of the ${name} document`,
        );
      process.stdout.write(`No ${name} document was given: ${initially}.\n`);
    } else if (values.json) {
      process.stdout.write(`${JSON.stringify(toDocument(shown, applied), null, 2)}\n`);
    } else {
      const title = `Version ${shown.version}${shown.version === versions.length ? ', in force' : ''}:`;
      process.stdout.write(`${renderVersions(versions, applied)}\n\n${title}\n\n${shown.text.trimEnd()}\n`);
    }
  };
