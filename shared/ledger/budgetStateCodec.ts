import * as z from 'zod';
import type { BudgetState } from '#shared/domain/budgets/budgetState.ts';
import { budgetCauses } from '#shared/domain/budgets/movement.ts';
import { confidences } from '#shared/domain/forecast/forecast.ts';
import { bigintCodec, instantCodec, mapCodec, maybe, moneyCodec } from './codecs.ts';

const movement = z.object({
  quantity: moneyCodec,
  idle: moneyCodec,
  price: moneyCodec,
  ownership: moneyCodec,
  correction: moneyCodec,
});

const held = z.object({ unitSeconds: bigintCodec, cost: moneyCodec });

const base = z.object({
  through: instantCodec,
  spent: z.object({ held: mapCodec(held), idle: moneyCodec }),
  ownersVersion: z.int().nonnegative(),
});

/** [look-back in seconds, spend] */
const burn = z.codec(
  z.array(z.tuple([z.int().positive(), moneyCodec])),
  z.custom<ReadonlyMap<number, z.output<typeof moneyCodec>>>(() => true),
  { decode: (entries) => new Map(entries), encode: (map) => [...map].toSorted(([a], [b]) => a - b) },
);

const known = z.object({
  at: instantCodec,
  seenThrough: instantCodec,
  actual: moneyCodec,
  settled: z.object({ through: instantCodec, amount: moneyCodec }),
  completeness: z.object({ seen: z.number().nonnegative(), expected: z.number().nonnegative() }),
  hasUnpriced: z.boolean(),
  burn,
  forecast: maybe(
    z.object({
      amount: moneyCodec,
      low: moneyCodec,
      high: moneyCodec,
      confidence: z.enum(confidences),
      because: z.string(),
    }),
  ),
});

const threshold = z.discriminatedUnion('state', [
  z.object({ state: z.literal('armed'), isJudged: z.boolean() }),
  z.object({
    state: z.literal('crossed'),
    at: instantCodec,
    figure: moneyCodec,
    cause: z.enum(budgetCauses),
    found: z.boolean(),
    announced: z.boolean(),
  }),
  z.object({ state: z.literal('recovered'), at: instantCodec, crossedAt: instantCodec }),
]);

/** How a budget stands, as it is kept from evaluation to evaluation. */
export const budgetStateCodec: z.ZodType<BudgetState, unknown> = z.object({
  definition: z.string(),
  periods: z.array(
    z.object({
      from: instantCodec,
      to: instantCodec,
      amount: moneyCodec,
      thresholds: mapCodec(threshold),
      known: maybe(known),
      base: maybe(base),
      moved: movement,
      movedSinceForecast: movement,
    }),
  ),
  evaluatedAt: instantCodec,
  snooze: maybe(z.object({ until: instantCodec, who: z.string(), why: z.string() })),
  archived: z.boolean(),
});
