import type { SettingVersion } from './settingForm.ts';

/**
 * The version of a setting up to which all that is stored is revised. Those that change nothing that is stored are so as they come.
 * @param versions all of them, in order. @param applied the last of which sweeps have said so.
 */
export const appliedThrough = (
  versions: readonly Pick<SettingVersion<unknown>, 'version' | 'changesFrom'>[],
  applied: number,
): number => {
  const open = versions.find(({ version, changesFrom }) => version > applied && changesFrom !== undefined);
  return open === undefined ? (versions.at(-1)?.version ?? 0) : open.version - 1;
};
