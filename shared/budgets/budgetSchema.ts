import * as z from 'zod';
import { type Budget, type BudgetAmount, budgetIdles } from '#shared/domain/budgets/budget.ts';
import { defaultThresholds, thresholdKey } from '#shared/domain/budgets/threshold.ts';
import { costBases } from '#shared/domain/costBasis.ts';
import { rateKinds } from '#shared/domain/rateKind.ts';
import { parseZone, utc } from '#shared/domain/zone.ts';
import { dayText, periodSchema } from './periodSchema.ts';
import { quoteJson } from './quoteJson.ts';
import { scopeSchema } from './scopeSchema.ts';
import { amountText, thresholdSchema } from './thresholdSchema.ts';

const longestName = 100;

const name = z
  .string()
  .regex(
    // What is not seen, or turns what is seen around, could not be typed after a command.
    /^[^\p{Cc}\p{Cf}\p{Cs}\p{Z}](?:[^\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]*[^\p{Cc}\p{Cf}\p{Cs}\p{Z}])?$/u,
    'is empty, or has blanks around it or what cannot be seen in it; expected a name such as search-month',
  )
  .max(longestName, `is longer than ${longestName} characters`)
  // It is a part of a path in the API.
  .refine(
    (text) => !text.includes('/') && !['.', '..'].includes(text),
    'has a /, or is nothing but dots; expected a name such as search-month',
  );

/** Somebody who can be written to. */
const addressText = z
  .string()
  .regex(
    /^[^\s@<>,;"]+@[^\s@<>,;"]+\.[^\s@<>,;"]+$/,
    'is no e-mail address; expected one such as search@example.com',
  )
  .max(254, 'is longer than an e-mail address can be');

const zone = z.string().transform((text, context) => {
  const parsed = parseZone(text);
  if (typeof parsed === 'string') return parsed;
  // The field's name says already what it is.
  context.addIssue(parsed.fault.replace(/^time zone /, ''));
  return z.NEVER;
});

/** One of a few words. */
const wordOf = <const Words extends readonly [string, ...string[]]>(words: Words) =>
  z.enum(words, { error: ({ input }) => `is ${quoteJson(input)}; expected ${words.join(' or ')}` });

const amountSchema = z.strictObject({
  from: dayText
    .optional()
    .meta({ description: 'The periods on that start on this day or later; the first may be without' }),
  amount: amountText,
});

/** Where a list is not what it must be, and why. */
type ListFault = { index: number; what: string };

const findOrderFaults = (amounts: readonly { from?: string | undefined }[]): ListFault[] =>
  amounts.flatMap(({ from }, index) => {
    const last = amounts[index - 1]?.from;
    if (index === 0 || (from !== undefined && (last === undefined || last < from))) return [];
    const what =
      from === undefined
        ? 'has no day; expected from in all but the first'
        : `begins on ${from}, which is not after ${last}; expected each amount once, in the order of their days`;
    return [{ index, what }];
  });

const findRepeated = (keys: readonly string[], what: string): ListFault[] =>
  keys.flatMap((key, index) =>
    keys.indexOf(key) === index ? [] : [{ index, what: `is ${key} again; expected each ${what} once` }],
  );

/** A list whose items are checked against each other once each is well formed. */
const checkedList = <Item extends z.ZodType>(
  list: z.ZodArray<Item>,
  findFaults: (items: z.output<Item>[]) => ListFault[],
) =>
  list.transform((items, context) => {
    for (const { index, what } of findFaults(items))
      context.addIssue({ code: 'custom', path: [index], message: what });
    return items;
  });

const amountsSchema = checkedList(
  z.array(amountSchema).min(1, 'is empty; expected at least one'),
  findOrderFaults,
);

const thresholdsSchema = checkedList(
  z.array(thresholdSchema).max(20, 'has more than 20 thresholds'),
  (thresholds) => findRepeated(thresholds.map(thresholdKey), 'threshold'),
);

/** Those who are told. */
export const addressesSchema = checkedList(
  z.array(addressText).max(50, 'has more than 50 addresses'),
  (addresses) => findRepeated(addresses, 'address'),
);

const toAmounts = ({
  amount,
  amounts = [],
}: {
  amount?: BudgetAmount['amount'] | undefined;
  amounts?: readonly z.output<typeof amountSchema>[] | undefined;
}): BudgetAmount[] =>
  amount === undefined
    ? amounts.map((each) => ({ from: each.from, amount: each.amount }))
    : [{ from: undefined, amount }];

/** A budget as the file has it. */
export const budgetSchema = z
  .strictObject({
    name: name.meta({ description: 'What it is called; its own' }),
    scope: scopeSchema.meta({ description: 'What it is of: "all", or exactly what each label must be' }),
    period: periodSchema.meta({ description: 'What the amount is for' }),
    timeZone: zone.default(utc).meta({ description: 'Whose days the period begins and ends with' }),
    amount: amountText.optional().meta({ description: 'What may be spent in each period, in dollars' }),
    amounts: amountsSchema
      .optional()
      .meta({ description: 'Or: the same where it changes from period to period' }),
    basis: wordOf(costBases).default('allocation'),
    rate: wordOf(rateKinds).default('cost'),
    idle: wordOf(budgetIdles).default('separate'),
    thresholds: thresholdsSchema.optional().meta({
      description: 'When to speak up: actual at 50, 80 and 100 per cent and forecast at 100 unless given',
    }),
    recipients: addressesSchema
      .default([])
      .meta({ description: "Who is told: the contact of the scope's team where it is empty" }),
    archived: z.boolean().default(false).meta({ description: 'Kept, and silent' }),
  })
  .refine(({ amount, amounts }) => (amount === undefined) !== (amounts === undefined), {
    error: 'says not once what may be spent; expected one of amount and amounts',
    when: ({ value }) => typeof value === 'object' && value !== null,
  })
  .transform(
    ({ timeZone, amount, amounts, thresholds = defaultThresholds, ...budget }): Budget => ({
      ...budget,
      zone: timeZone,
      amounts: toAmounts({ amount, amounts }),
      thresholds,
    }),
  );
