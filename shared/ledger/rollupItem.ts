import * as z from 'zod';
import { evidences, type Pool } from '#shared/domain/bucket.ts';
import { childOf, nextStart, secondsOf, startsOf } from '#shared/domain/calendar.ts';
import { BrokenDataError } from '#shared/domain/errors.ts';
import type { Level, Rollup, RollupOrigin } from '#shared/domain/rollup.ts';
import { after, type Instant, instant } from '#shared/domain/time.ts';
import { deflatedJson, deflateJson } from './deflateJson.ts';
import { poolKey, timedSortKey } from './keys.ts';
import { packedFacts, packFacts } from './packFacts.ts';
import { type Item, parseItem, parseStart } from './parseItem.ts';
import { fromSplitItem, splitFields, toSplitItem } from './splitItem.ts';

/** A roll-up with the version that a later write must name. */
export type StoredRollup = { version: number; rollup: Rollup };

const code = 'ledger.bad_rollup';

const children = z.object({
  /** One for each child that there can be, in order of time; 0 for one that there is not. */
  versions: z.array(z.int().nonnegative()),
  expireAt: z.int().positive().transform(instant).optional(),
});
type Children = { versions: number[]; expireAt?: number };

const rollupItem = z.object({
  version: z.int().positive(),
  /** Packed: twenty components in a fifth of the bytes, which is what reading a month of days costs and takes. */
  splits: deflatedJson(z.array(z.object(splitFields))),
  evidence: z.enum(evidences),
  /** There only when it is so. */
  backfilled: z.literal(true).optional(),
  /** What it was made from: its children, or samples. */
  origin: z.union([z.object({ children }), z.object({ samples: packedFacts })]),
});

const placesOf = (level: Level, start: Instant): Instant[] =>
  startsOf(childOf(level), start, nextStart(level, start));

const toOrigin = ({ level, start, origin }: Rollup, where: string) => {
  if (origin.kind === 'samples') return { samples: packFacts(origin) };
  const versions = placesOf(level, start).map((place) => origin.versions.get(place) ?? 0);
  if (versions.filter((version) => version > 0).length !== origin.versions.size) {
    throw new BrokenDataError(code, `${where}: a child lies outside of it, or has no version`);
  }
  const packed: Children = { versions };
  if (origin.expireAt !== undefined) packed.expireAt = origin.expireAt;
  return { children: packed };
};

const fromOrigin = (
  level: Level,
  start: Instant,
  origin: z.infer<typeof rollupItem>['origin'],
): RollupOrigin => {
  if ('samples' in origin) return { kind: 'samples', ...origin.samples };
  const { versions, expireAt } = origin.children;
  const seconds = secondsOf[childOf(level)];
  const stored = versions.map((version, index) => [after(start, index * seconds), version] as const);
  return { kind: 'children', versions: new Map(stored.filter(([, version]) => version > 0)), expireAt };
};

/** The one item that holds an hour, a day or a month. @throws BrokenDataError when one of its splits does not balance. */
export const toRollupItem = (pool: Pool, { version, rollup }: StoredRollup) => {
  const key = { pk: poolKey(pool), sk: timedSortKey(rollup.level, rollup.start) };
  const where = `${key.pk} ${key.sk}`;
  return {
    ...key,
    version,
    splits: deflateJson(rollup.splits.map((split) => toSplitItem(split, where))),
    evidence: rollup.evidence,
    ...(rollup.backfilled ? { backfilled: true } : {}),
    origin: toOrigin(rollup, where),
  };
};

/** @throws BrokenDataError naming the item's key when it is no roll-up, or one of its splits does not balance. */
export const parseRollupItem = (level: Level, item: Item): StoredRollup => {
  const start = parseStart(level, item, code);
  const { version, splits, evidence, backfilled, origin } = parseItem(rollupItem, item, code);
  return {
    version,
    rollup: {
      level,
      start,
      splits: splits.map((split) => fromSplitItem(split, `${item.pk} ${item.sk}`)),
      evidence,
      backfilled: backfilled === true,
      origin: fromOrigin(level, start, origin),
    },
  };
};
