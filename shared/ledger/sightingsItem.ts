import * as z from 'zod';
import { instantText } from '#shared/config/instantText.ts';
import { formatInstant, type Instant } from '#shared/domain/time.ts';
import type { EndpointLife } from '#shared/fleet/openRecord.ts';
import type { Sighting, Sightings } from '#shared/fleet/sighting.ts';
import { deflatedJson, deflateJson } from './deflateJson.ts';
import { endpointKey, expiryAttribute, sightingsSortKey } from './keys.ts';
import { type Item, parseItem } from './parseItem.ts';

/** An endpoint that nobody saw for so long needs its sightings no more. */
const keptSeconds = 7 * 86_400;

const seenPool = z.object({
  variant: z.string(),
  instanceType: z.string(),
  instances: z.int().nonnegative(),
  /** Pairs and not an object: a name such as `__proto__` is a name like any other. */
  units: z.array(z.tuple([z.string(), z.number().nonnegative()])),
});

const sightingsFields = z.object({
  checkedThrough: instantText,
  sightings: deflatedJson(z.array(z.object({ at: instantText, pools: z.array(seenPool) }))),
});

const packSighting = ({ at, pools }: Sighting) => ({
  at: formatInstant(at),
  pools: pools.map((pool) => ({ ...pool, units: [...pool.units] })),
});

/** @param seenAt of the newest sighting. */
export const toSightingsItem = ({ arn, createdAt }: EndpointLife, seenAt: Instant, kept: Sightings) => ({
  pk: endpointKey(arn, createdAt),
  sk: sightingsSortKey,
  seenAt: formatInstant(seenAt),
  checkedThrough: formatInstant(kept.checkedThrough),
  sightings: deflateJson(kept.sightings.map(packSighting)),
  [expiryAttribute]: seenAt + keptSeconds,
});

/** @throws BrokenDataError naming the item's key. */
export const parseSightingsItem = (item: Item): Sightings => {
  const { checkedThrough, sightings } = parseItem(sightingsFields, item, 'ledger.bad_sightings');
  return {
    checkedThrough,
    sightings: sightings.map(({ at, pools }) => ({
      at,
      pools: pools.map((pool) => ({ ...pool, units: new Map(pool.units) })),
    })),
  };
};
