import * as z from 'zod';
import { budgetIdles } from '#shared/domain/budgets/budget.ts';
import { costBases } from '#shared/domain/costBasis.ts';
import { confidences } from '#shared/domain/forecast/forecast.ts';
import { idleReasons } from '#shared/domain/idleReason.ts';
import { rateKinds } from '#shared/domain/rateKind.ts';
import { cause, explain, factId, moverFields, time, usd } from './alertFields.ts';

const percent = z.number().nonnegative().nullable();

/** What is told of a threshold, whatever became of it. */
export const thresholdFields = {
  alertId: factId.meta({
    description: 'Of this threshold’s crossing: the same where it is told crossed and recovered',
  }),
  key: z.string().meta({ description: 'As the document says it: actual 80%' }),
  on: z.enum(['actual', 'forecast', 'burnRate']),
  limitUsd: usd,
  figureUsd: usd.meta({ description: 'Spent, expected or, of a burn rate, spent over the look-back' }),
  percentOfAmount: percent.meta({
    description: 'Rounded down to a tenth; null for a burn rate, and of no amount',
  }),
  percentOfPace: percent.meta({ description: 'Of a burn rate: of the budget’s even pace' }),
  at: time,
  cause,
};

/** What is told of a budget in one of its periods, besides its thresholds. */
export const budgetFields = {
  name: z.string(),
  scope: z.record(z.string(), z.string()).meta({ description: 'By label; none for everything' }),
  period: z.object({
    from: time,
    to: time,
    label: z.string().meta({ description: 'May 2026' }),
    timeZone: z.string(),
  }),
  amountUsd: usd,
  basis: z.enum(costBases),
  rate: z.enum(rateKinds),
  idle: z.enum(budgetIdles),
  spentUsd: usd.meta({ description: 'What is seen to be spent by seenThrough: a lower bound' }),
  seenThrough: time,
  settledUsd: usd,
  settledThrough: time,
  completeness: z.number().min(0).max(1).meta({ description: 'Share of expected samples that was seen' }),
  hasUnpriced: z.boolean().meta({ description: 'Some of it has no price, and is in no figure' }),
  forecast: z
    .object({
      amountUsd: usd,
      lowUsd: usd,
      highUsd: usd,
      confidence: z.enum(confidences),
      because: z.string(),
    })
    .nullable(),
  cause: cause.meta({ description: 'Of the highest of its thresholds' }),
  movement: z
    .object({ quantityUsd: usd, idleUsd: usd, priceUsd: usd, ownershipUsd: usd, correctionUsd: usd })
    .meta({ description: 'By how much what is spent moved since it was last looked at' }),
  ...moverFields,
  idleByReason: z.partialRecord(z.enum(idleReasons), usd).nullable(),
  explain,
};

/** Whose budgets are told together. */
export const groupField = z
  .string()
  .meta({ description: 'team:search for budgets of one team, or finance for those that name none' });
