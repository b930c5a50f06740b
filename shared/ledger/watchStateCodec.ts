import * as z from 'zod';
import { confidences } from '#shared/domain/forecast/forecast.ts';
import { type IdleReason, idleReasons } from '#shared/domain/idleReason.ts';
import type { WatchState } from '#shared/domain/watches/watchState.ts';
import { instantCodec, mapCodec, maybe, moneyCodec } from './codecs.ts';

const subject = z.object({
  endpoint: maybe(z.string()),
  component: maybe(z.string()),
  team: maybe(z.string()),
});

/** [reason, cost an hour] */
const reasonAmounts = z.codec(
  z.array(z.tuple([z.enum(idleReasons), moneyCodec])),
  z.custom<ReadonlyMap<IdleReason, z.output<typeof moneyCodec>>>(() => true),
  { decode: (entries) => new Map(entries), encode: (map) => [...map] },
);

const figure = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('spend'),
    perHour: moneyCodec,
    usualPerHour: moneyCodec,
    confidence: z.enum(confidences),
  }),
  z.object({ kind: z.literal('idle'), perHour: moneyCodec, byReason: reasonAmounts }),
  z.object({ kind: z.literal('freeAccelerators'), free: z.number() }),
  z.object({ kind: z.literal('deployment'), idlePerHour: moneyCodec }),
  z.object({
    kind: z.literal('collection'),
    collectedThrough: maybe(instantCodec),
    completeness: maybe(z.number()),
  }),
]);

const episode = z.object({ subject, since: instantCodec, raisedAt: instantCodec, figure });

const phase = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('quiet'), quietUntil: maybe(instantCodec) }),
  z.object({
    kind: z.literal('pending'),
    quietUntil: maybe(instantCodec),
    since: instantCodec,
    seconds: z.number().nonnegative(),
  }),
  z.object({ kind: z.literal('raised'), episode, calm: z.number().nonnegative() }),
]);

/** Where a watch stands with each thing, as it is kept from evaluation to evaluation. */
export const watchStateCodec: z.ZodType<WatchState, unknown> = mapCodec(
  z.object({ subject, through: instantCodec, phase }),
);
