import type { Instant } from '#shared/domain/time.ts';

/** What a kind of setting is. */
export type SettingForm<Document> = {
  /** In the table's keys. */
  name: string;
  /** What holds while none was given: version 0. */
  initial: Document;
  /** @throws BadInputError with every fault in one message. */
  parse(text: string): Document;
  /** From when on one document says something else than another; undefined when never. */
  earliestChange(before: Document, after: Document): Instant | undefined;
};

/** Who changes a setting, when, why, and to what, as it was written. */
export type SettingChange = { who: string; at: Instant; note: string; text: string };

/** One version of a setting. */
export type SettingVersion<Document> = SettingChange & {
  /** From 1 on. */
  version: number;
  document: Document;
  /** From when on it says something else than the version before; undefined when never. */
  changesFrom: Instant | undefined;
};
