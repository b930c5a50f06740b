import { earliestChange } from '#shared/domain/earliestChange.ts';
import { defaultOwners, type Owners } from '#shared/domain/owners.ts';
import type { SettingForm } from '#shared/ledger/settingForm.ts';
import { parseOwners } from './parseOwners.ts';

/** The owners document as a setting. */
export const ownersForm: SettingForm<Owners> = {
  name: 'owners',
  initial: defaultOwners,
  parse: parseOwners,
  earliestChange,
};
