import * as z from 'zod';
import { commitmentSchema, rateRuleSchema } from '#shared/rates/ratesSchema.ts';
import { documentAnswer, replaceRule, tagRule, versionParam } from './documentAnswer.ts';
import { describedDocument, noteField } from './documentBody.ts';
import { seconds, usd, windowSchema } from './figures.ts';
import type { Operation } from './operation.ts';
import { timeParams } from './questionParams.ts';

const document = describedDocument(
  'RatesDocument',
  () =>
    z.strictObject({
      rules: z.array(rateRuleSchema).meta({
        description: 'The first that matches and has a cost says it, and the first that has a charge',
      }),
      unusedCommitment: z
        .array(commitmentSchema)
        .optional()
        .meta({ description: 'Hours of a savings plan that no instance used' }),
    }),
  'What is paid and what is charged for an instance-hour; docs/rates.md explains it',
);

const answer = documentAnswer('Rates', document);

const example = {
  rules: [
    { name: 'savings plan', match: { instanceType: 'ml.g6.*' }, cost: { factor: '0.72' }, charge: 'list' },
  ],
};

export const ratesOperation = {
  id: 'readRates',
  method: 'GET',
  path: '/rates',
  summary: 'What is paid and charged: the rates document',
  description: `The rules that say what an instance-hour costs and what is charged for it, with every version, who gave it, when and why. While none was given, what is paid is the list price, and what is charged is what is paid. ${tagRule}`,
  role: 'finance',
  query: versionParam,
  pathParams: {},
  body: undefined,
  answer,
  hasCsv: false,
  commands: ['tenner rates show --json'],
} as const satisfies Operation;

export const replaceRatesOperation = {
  id: 'replaceRates',
  method: 'PUT',
  path: '/rates',
  summary: 'Change what is paid and charged',
  description: `Puts a rates document in force, from whatever dates its rules give: sweeps revise what is stored. ${replaceRule}`,
  role: 'finance',
  query: {},
  pathParams: {},
  body: z
    .strictObject({ note: noteField, document })
    .meta({ examples: [{ note: 'the savings plan of May', document: example }] }),
  answer,
  hasCsv: false,
  commands: ['tenner rates apply rates.json --note "the savings plan of May"'],
} as const satisfies Operation;

const figures = { costNowUsd: usd, costThenUsd: usd, chargeNowUsd: usd, chargeThenUsd: usd };

const check = z
  .object({
    window: windowSchema,
    currency: z.literal('USD'),
    types: z.array(
      z.object({
        instanceType: z.string(),
        instanceSeconds: seconds,
        ...figures,
        unpricedSecondsThen: seconds.meta({
          description: 'Of which nobody would know what they cost: in no sum',
        }),
        unchargedSecondsThen: seconds.meta({
          description: 'Of which nothing would say what is charged: in no sum',
        }),
      }),
    ),
    total: z.object(figures),
    idleRules: z.array(z.string()).meta({ description: 'Rules that match nothing of that time' }),
  })
  .meta({ id: 'RatesCheck' });
export type RatesCheckAnswer = z.infer<typeof check>;

export const checkRatesOperation = {
  id: 'checkRates',
  method: 'POST',
  path: '/rates/check',
  summary: 'Try a rates document',
  description:
    'What each instance type costs and what is charged for it in a window, as it is and as it would be, and rules that match nothing. Nothing is changed.',
  role: 'finance',
  query: timeParams,
  pathParams: {},
  body: z.strictObject({ document }).meta({ examples: [{ document: example }] }),
  answer: check,
  hasCsv: false,
  commands: ['tenner rates check rates.json --from 2026-05-01T00:00:00Z --to 2026-05-24T00:00:00Z --json'],
} as const satisfies Operation;
