import * as z from 'zod';
import { budgetIdles } from '#shared/domain/budgets/budget.ts';
import { budgetCauses } from '#shared/domain/budgets/movement.ts';
import { costBases } from '#shared/domain/costBasis.ts';
import { confidences } from '#shared/domain/forecast/forecast.ts';
import { rateKinds } from '#shared/domain/rateKind.ts';
import { instantText, usd } from './figures.ts';

const thresholdSchema = z
  .object({
    threshold: z.string().meta({
      description: 'What it is known by',
      examples: ['actual 80%', 'forecast 100%', 'actual $500', 'burnRate 6h 200%'],
    }),
    limitUsd: usd.nullable().meta({
      description:
        'What crosses it; of a burn rate what is spent over its look-back. null outside of a period',
    }),
    state: z.enum(['armed', 'crossed', 'recovered']).meta({ description: 'The next period begins armed' }),
    at: instantText.nullable().meta({ description: 'When it was crossed, or had recovered' }),
    crossedAt: instantText.nullable().meta({ description: 'Of one that has recovered: when it was crossed' }),
    figureUsd: usd.nullable().meta({ description: 'What it was crossed by, at that time' }),
    cause: z.enum(budgetCauses).nullable().meta({ description: 'Why it was crossed' }),
    isTold: z.boolean().nullable().meta({ description: 'Of one that is crossed: false while it is snoozed' }),
  })
  .meta({ id: 'BudgetThreshold' });
export type BudgetThreshold = z.infer<typeof thresholdSchema>;

const forecastSchema = z
  .object({
    amountUsd: usd,
    lowUsd: usd.meta({ description: 'Four times in five the period ends between low and high' }),
    highUsd: usd,
    confidence: z.enum(confidences),
    because: z
      .string()
      .meta({ description: 'Why it is so sure', examples: ['14 days of history, 96 % of its hours known'] }),
  })
  .meta({ id: 'BudgetForecast', description: 'What the period is expected to end at' });

/** What is known of one period; null where it is not known, which is never 0. */
export const periodFields = {
  amountUsd: usd.nullable().meta({ description: 'What may be spent; null where no amount holds' }),
  spentUsd: usd
    .nullable()
    .meta({ description: 'What is seen to be spent; null as long as nobody has looked' }),
  percent: z.number().nullable().meta({ description: 'Of the amount, tenths rounded down' }),
  completeness: z.number().min(0).max(1).nullable().meta({ description: 'Share of expected samples seen' }),
  state: z
    .enum(['estimated', 'settled'])
    .nullable()
    .meta({ description: 'settled: no later sample changes it' }),
  settledThrough: instantText.nullable(),
  settledUsd: usd.nullable().meta({ description: 'The part of what is spent that no later sample changes' }),
  hasUnpriced: z.boolean().nullable().meta({ description: 'Some of it has no price, and is in no figure' }),
  forecast: forecastSchema.nullable().meta({ description: 'null as long as too little has settled to tell' }),
  thresholds: z.array(thresholdSchema),
};

const rangeSchema = z
  .object({ from: instantText, to: instantText, name: z.string() })
  .meta({ id: 'BudgetPeriod', description: '`to` is the first time that is not part of it' });

export const budgetPeriodSchema = z
  .object({ period: rangeSchema, ...periodFields })
  .meta({ id: 'BudgetPeriodFigures' });
export type BudgetPeriodFigures = z.infer<typeof budgetPeriodSchema>;

/** How a budget stands. */
export const budgetSchema = z
  .object({
    name: z.string(),
    team: z.string().nullable().meta({ description: 'Whose it is; null where its scope names no team' }),
    scope: z
      .record(z.string(), z.string())
      .meta({ description: 'What each label must be; {} is all there is' }),
    zone: z.string(),
    basis: z.enum(costBases),
    rate: z.enum(rateKinds),
    idle: z.enum(budgetIdles),
    archived: z.boolean(),
    period: rangeSchema
      .nullable()
      .meta({ description: 'The current one; null before and after its only one' }),
    ...periodFields,
    snooze: z
      .object({ until: instantText, who: z.string(), why: z.string() })
      .nullable()
      .meta({ description: 'Nothing is told before its end' }),
    evaluatedAt: instantText.nullable().meta({ description: 'When it was last evaluated; null for never' }),
    notes: z.array(z.string()).meta({
      description: 'What is to be known of its figures: why they are null, and what they hang on',
    }),
  })
  .meta({ id: 'BudgetStanding' });
export type BudgetStanding = z.infer<typeof budgetSchema>;
