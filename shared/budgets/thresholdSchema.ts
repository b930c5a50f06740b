import * as z from 'zod';
import { amountForm, parseBudgetAmount } from '#shared/domain/budgets/parseBudgetAmount.ts';
import { parseLookBack } from '#shared/domain/budgets/parseLookBack.ts';
import type { Threshold } from '#shared/domain/budgets/threshold.ts';
import { quoteInput } from '#shared/domain/quoteInput.ts';
import { quoteJson } from './quoteJson.ts';

/** A decimal is a text, because a number of JSON's is none. */
const amountTextForm = z.string({
  error: ({ input }) =>
    input === undefined ? undefined : `is ${quoteJson(input)}, which is no text; expected ${amountForm}`,
});

export const amountText = amountTextForm.transform((text, context) => {
  const amount = parseBudgetAmount(text);
  if (amount !== undefined) return amount;
  context.addIssue(`is ${quoteInput(text)}; expected ${amountForm}`);
  return z.NEVER;
});

const wholePercent = 'is no whole number from 1 to 1000; expected one, or an amount';
const percent = z.int({ error: wholePercent }).min(1, wholePercent).max(1_000, wholePercent);

const lookBack = z.string().transform((text, context) => {
  const seconds = parseLookBack(text);
  if (typeof seconds === 'number') return seconds;
  context.addIssue(seconds.fault);
  return z.NEVER;
});

const level = {
  percent: percent.optional().meta({ description: 'Of the amount of the period' }),
  amount: amountText.optional().meta({ description: 'Or: in dollars' }),
};

const spendSchema = z
  .strictObject({ on: z.enum(['actual', 'forecast']), ...level })
  .transform(({ on, percent: part, amount }, context): Threshold => {
    if (part !== undefined && amount === undefined) return { on, level: { kind: 'percent', percent: part } };
    if (amount !== undefined && part === undefined) return { on, level: { kind: 'amount', amount } };
    context.addIssue('says not once how much; expected one of percent and amount');
    return z.NEVER;
  });

const burnRateSchema = z
  .strictObject({
    on: z.literal('burnRate'),
    lookBack: lookBack.meta({ description: 'Over how long, such as 6h' }),
    percent: percent.meta({ description: 'Of an even pace: 200 is twice that' }),
  })
  .transform((given): Threshold => given);

/** A threshold as the file has it. */
export const thresholdSchema = z.discriminatedUnion('on', [spendSchema, burnRateSchema], {
  error: 'is of nothing that is known; expected on: "actual", "forecast" or "burnRate"',
});
