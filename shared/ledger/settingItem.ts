import * as z from 'zod';
import { instantText } from '#shared/config/instantText.ts';
import { BadInputError, BrokenDataError } from '#shared/domain/errors.ts';
import { formatInstant } from '#shared/domain/time.ts';
import { deflatedJson, deflateJson } from './deflateJson.ts';
import { settingKey, versionSortKey } from './keys.ts';
import { type Item, parseItem } from './parseItem.ts';
import type { SettingForm, SettingVersion } from './settingForm.ts';

const fields = z.object({
  version: z.int().positive(),
  who: z.string(),
  at: instantText,
  note: z.string(),
  changesFrom: instantText.optional(),
  text: deflatedJson(z.string()),
});

export const toSettingItem = (name: string, version: Omit<SettingVersion<unknown>, 'document'>) => ({
  pk: settingKey(name),
  sk: versionSortKey(version.version),
  version: version.version,
  who: version.who,
  at: formatInstant(version.at),
  note: version.note,
  ...(version.changesFrom === undefined ? {} : { changesFrom: formatInstant(version.changesFrom) }),
  text: deflateJson(version.text),
});

/** @throws BrokenDataError naming the item's key, also when the document is no longer valid. */
export const parseSettingItem = <Document>(
  { name, parse }: SettingForm<Document>,
  item: Item,
): SettingVersion<Document> => {
  const code = `ledger.bad_${name}`;
  const { changesFrom, ...parsed } = parseItem(fields, item, code);
  try {
    return { ...parsed, changesFrom, document: parse(parsed.text) };
  } catch (error) {
    if (!(error instanceof BadInputError)) throw error;
    throw new BrokenDataError(code, `${item.pk} ${item.sk}: ${error.message}`, { cause: error });
  }
};
