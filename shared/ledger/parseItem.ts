import * as z from 'zod';
import { BrokenDataError } from '#shared/domain/errors.ts';
import type { Instant } from '#shared/domain/time.ts';
import { parseTimedSortKey, type TimedKind } from './keys.ts';

/** An item as the document client gives it. */
export type Item = Record<string, unknown>;

/** @throws BrokenDataError with `code`, naming the item's key. */
export const parseItem = <Output>(schema: z.ZodType<Output>, item: Item, code: string): Output => {
  const parsed = schema.safeParse(item);
  if (parsed.success) return parsed.data;
  throw new BrokenDataError(code, `${item.pk} ${item.sk}: ${z.prettifyError(parsed.error)}`);
};

/** When what the item holds begins: its sort key says so, and nothing else. @throws BrokenDataError with `code`. */
export const parseStart = (kind: TimedKind, item: Item, code: string): Instant => {
  const start = typeof item.sk === 'string' ? parseTimedSortKey(kind, item.sk) : undefined;
  if (start === undefined)
    throw new BrokenDataError(code, `${item.pk} ${item.sk}: this is no key of a ${kind}`);
  return start;
};
