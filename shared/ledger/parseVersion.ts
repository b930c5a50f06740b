import * as z from 'zod';
import type { Grain } from '#shared/domain/calendar.ts';
import type { Instant } from '#shared/domain/time.ts';
import { type Item, parseItem, parseStart } from './parseItem.ts';

/** Which version of a bucket or roll-up stands in the table. */
export type StoredVersion = { start: Instant; version: number };

const code = 'ledger.bad_version';
const fields = z.object({ version: z.int().positive() });

/** @throws BrokenDataError naming the item's key. */
export const parseVersion = (grain: Grain, item: Item): StoredVersion => ({
  start: parseStart(grain, item, code),
  version: parseItem(fields, item, code).version,
});
