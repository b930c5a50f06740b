import { openStack, stackOptions } from '#cli/openStack.ts';
import { parseOptions, parseWhole } from '#cli/parseOptions.ts';
import { UsageError } from '#cli/usageError.ts';
import { toVersionAnswer } from '#shared/api/toVersionAnswer.ts';
import { appliedThrough } from '#shared/ledger/appliedThrough.ts';
import type { DocumentKind } from './documentKind.ts';
import { renderVersions } from './renderVersions.ts';

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
    // Before the versions: what is applied is then among them.
    const marked = await settings.readApplied();
    const versions = await settings.list();
    const shown = versions.find(({ version }) => version === (asked ?? versions.length));
    const applied = appliedThrough(versions, marked);
    if (shown === undefined) {
      if (asked !== undefined)
        throw new UsageError(
          `there is no version ${asked}; there are ${versions.length} of the ${name} document`,
        );
      process.stdout.write(`No ${name} document was given: ${initially}.\n`);
    } else if (values.json) {
      const document = { ...toVersionAnswer(shown, applied), document: JSON.parse(shown.text) };
      process.stdout.write(`${JSON.stringify(document, null, 2)}\n`);
    } else {
      const told = versions.map((version) => toVersionAnswer(version, applied));
      const { version, text } = shown;
      process.stdout.write(`${renderVersions(told, { version, inForce: versions.length, text })}\n`);
    }
  };
