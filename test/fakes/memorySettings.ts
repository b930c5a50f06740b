import { ConflictError, NotFoundError } from '#shared/domain/errors.ts';
import { earliestOf, type Settings } from '#shared/ledger/createSettings.ts';
import type { SettingForm, SettingVersion } from '#shared/ledger/settingForm.ts';

/** One kind of setting in memory. */
export const createMemorySettings = <Document>(form: SettingForm<Document>): Settings<Document> => {
  const versions: SettingVersion<Document>[] = [];
  let applied = 0;
  const read = async (version: number) => {
    const found = versions[version - 1];
    if (found !== undefined) return found;
    throw new NotFoundError(
      'settings.no_version',
      `there is no version ${version} of the ${form.name} document`,
    );
  };
  return {
    read,
    readLatest: async () => versions.at(-1),
    readInForce: async () => versions.at(-1) ?? { version: 0, document: form.initial },
    list: async () => [...versions],
    put: async (change, replaces) => {
      const document = form.parse(change.text);
      const before = replaces === 0 ? form.initial : (await read(replaces)).document;
      if (replaces !== versions.length)
        throw new ConflictError('ledger.conflict', `version ${replaces} is not in force any more`);
      const changesFrom = form.earliestChange(before, document);
      const version = { ...change, version: replaces + 1, changesFrom, document };
      versions.push(version);
      return version;
    },
    changesSince: async (version) => earliestOf(versions.slice(version)),
    readApplied: async () => applied,
    markApplied: async (version) => {
      applied = Math.max(applied, version);
    },
  };
};
