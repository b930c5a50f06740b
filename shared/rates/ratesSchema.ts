import * as z from 'zod';
import { parseFactor } from '#shared/domain/factor.ts';
import { parseRate } from '#shared/domain/money.ts';
import {
  type RateBase,
  type RateBy,
  type RateMatch,
  type RateRule,
  rateBases,
  type UnusedCommitment,
} from '#shared/domain/rates.ts';
import { toValidity, validityFields } from '#shared/settings/validitySchema.ts';

/** A decimal is a text, because a number of JSON's is none. */
const decimal = <Value>(parse: (text: string) => Value | undefined, expected: string) =>
  z.string().transform((text, context) => {
    const value = parse(text);
    if (value !== undefined) return value;
    context.addIssue(`is "${text}"; expected ${expected}`);
    return z.NEVER;
  });

const dollars = decimal(parseRate, 'dollars an hour such as "5.752"');
const factor = decimal(parseFactor, 'a factor such as "0.72", of at most nine places');
const pattern = z.string().min(1, 'is empty').optional();

const fixed = z
  .strictObject({ dollarsPerHour: dollars })
  .transform(({ dollarsPerHour }): RateBy<never> => ({ kind: 'fixed', perInstanceHour: dollarsPerHour }));

const derived = <Base extends RateBase>(of: Base, given?: z.output<typeof factor>): RateBy<Base> => ({
  kind: 'derived',
  of,
  factor: given,
});

const costSchema = z.union(
  [
    z.literal('list').transform((of) => derived(of)),
    z.strictObject({ factor }).transform((given) => derived('list', given.factor)),
    fixed,
  ],
  { error: 'is no cost; expected "list", { "factor": "0.72" } or { "dollarsPerHour": "4.10" }' },
);

const chargeSchema = z.union(
  [
    z.enum(rateBases).transform((of) => derived(of)),
    z
      .strictObject({ factor, of: z.enum(rateBases).default('list') })
      .transform((given) => derived(given.of, given.factor)),
    fixed,
  ],
  {
    error:
      'is no charge; expected "cost", "list", { "factor": "0.9", "of": "list" or "cost" } or { "dollarsPerHour": "6.00" }',
  },
);

/** It stands in the source of every price that it gives. */
const ruleName = z.string().min(1, 'is empty').max(60, 'is longer than 60 characters');

const matchSchema = z
  .strictObject({ instanceType: pattern, endpoint: pattern })
  .refine(({ instanceType, endpoint }) => instanceType !== undefined || endpoint !== undefined, {
    error: 'is empty; expected a pattern of instanceType or endpoint ("*" for all)',
  })
  .transform(({ instanceType, endpoint }): RateMatch => ({ instanceType, endpoint }));

/** A rule as the file has it. */
export const rateRuleSchema = z
  .strictObject({
    name: ruleName,
    ...validityFields,
    match: matchSchema,
    cost: costSchema.optional().meta({ description: 'What is paid: "list" unless a rule says otherwise' }),
    charge: chargeSchema
      .optional()
      .meta({ description: 'What teams are charged: "cost" unless a rule says otherwise' }),
  })
  .refine(({ cost, charge }) => cost !== undefined || charge !== undefined, {
    error: 'says neither what is paid nor what is charged; expected cost, charge or both',
    when: ({ value }) => typeof value === 'object' && value !== null,
  })
  .transform(
    ({ name, match, cost, charge, ...rule }): RateRule => ({
      name,
      ...toValidity(rule),
      match,
      cost,
      charge,
    }),
  );

/** Unused commitment as the file has it. */
export const commitmentSchema = z.strictObject({ ...validityFields, dollarsPerHour: dollars }).transform(
  ({ dollarsPerHour, ...given }): UnusedCommitment => ({
    ...toValidity(given),
    perHour: dollarsPerHour,
  }),
);
