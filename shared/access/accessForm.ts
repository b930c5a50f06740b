import { type Access, noAccess } from '#shared/domain/access.ts';
import type { SettingForm } from '#shared/ledger/settingForm.ts';
import { parseAccess } from './parseAccess.ts';

/** Who may see and do what, as a setting. It changes no figure. */
export const accessForm: SettingForm<Access> = {
  name: 'access',
  initial: noAccess,
  parse: parseAccess,
  earliestChange: () => undefined,
};
