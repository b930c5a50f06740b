import { formatInstant } from '#shared/domain/time.ts';
import type { SettingVersion } from '#shared/ledger/settingForm.ts';
import type { DocumentAnswer } from './documentAnswer.ts';

/** A version of a document as it is told. @param applied the last version that what is stored follows. */
export const toVersionAnswer = (
  { version, at, who, note, changesFrom }: SettingVersion<unknown>,
  applied: number,
): DocumentAnswer['versions'][number] => ({
  version,
  at: formatInstant(at),
  who,
  note,
  changesFrom: changesFrom === undefined ? null : formatInstant(changesFrom),
  isApplied: version <= applied,
});
