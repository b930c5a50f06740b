import { earliestRateChange } from '#shared/domain/earliestRateChange.ts';
import { defaultRates, type Rates } from '#shared/domain/rates.ts';
import type { SettingForm } from '#shared/ledger/settingForm.ts';
import { parseRates } from './parseRates.ts';

/** The rates document as a setting. */
export const ratesForm: SettingForm<Rates> = {
  name: 'rates',
  initial: defaultRates,
  parse: parseRates,
  earliestChange: earliestRateChange,
};
