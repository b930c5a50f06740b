import * as z from 'zod';
import {
  aliasesSchema,
  payerSchema,
  ruleSchema,
  tagsSchema,
  teamSchema,
} from '#shared/ownership/ownersSchema.ts';
import { documentAnswer, replaceRule, tagRule, versionParam } from './documentAnswer.ts';
import { describedDocument, noteField } from './documentBody.ts';
import { seconds, usd, windowSchema } from './figures.ts';
import type { Operation } from './operation.ts';
import { timeParams } from './questionParams.ts';

const document = describedDocument(
  'OwnersDocument',
  () =>
    z.strictObject({
      tags: tagsSchema
        .optional()
        .meta({ description: 'Keys of the tags that are recorded; without it those that rules look at' }),
      teams: z.array(teamSchema).optional().meta({ description: 'Without any, every name is a team' }),
      aliases: aliasesSchema
        .optional()
        .meta({ description: 'Other names of teams, each with the code that it means' }),
      rules: z.array(ruleSchema).meta({ description: 'Whose a component is: the first that matches counts' }),
      payers: z
        .array(payerSchema)
        .optional()
        .meta({ description: 'Who pays for what nobody holds or owns: the first that applies counts' }),
    }),
  'Who owns what and who pays for the rest; docs/owners.md explains it',
);

const answer = documentAnswer('Owners', document);

const example = {
  rules: [
    { name: 'chat', match: { component: 'chat-*' }, team: 'assistants' },
    { name: 'what is tagged', match: { tag: { key: 'Team' } }, teamFromTag: true },
  ],
};

export const ownersOperation = {
  id: 'readOwners',
  method: 'GET',
  path: '/owners',
  summary: 'Who owns what: the owners document',
  description: `The rules that say which team pays for what, with every version, who gave it, when and why. While none was given, the Team tag of a component names its team. ${tagRule}`,
  role: 'finance',
  query: versionParam,
  pathParams: {},
  body: undefined,
  answer,
  hasCsv: false,
  commands: ['tenner owners show --json'],
} as const satisfies Operation;

export const replaceOwnersOperation = {
  id: 'replaceOwners',
  method: 'PUT',
  path: '/owners',
  summary: 'Change who owns what',
  description: `Puts an owners document in force, from whatever dates its rules give: sweeps revise what is stored. ${replaceRule}`,
  role: 'finance',
  query: {},
  pathParams: {},
  body: z
    .strictObject({ note: noteField, document })
    .meta({ examples: [{ note: 'chat has an owner', document: example }] }),
  answer,
  hasCsv: false,
  commands: ['tenner owners apply owners.json --note "chat has an owner"'],
} as const satisfies Operation;

const sum = { gpuSeconds: seconds, costUsd: usd };

const check = z
  .object({
    window: windowSchema,
    currency: z.literal('USD'),
    teams: z
      .array(
        z.object({
          team: z.string().nullable().meta({ description: 'null for nobody' }),
          nowUsd: usd,
          thenUsd: usd,
          changeUsd: usd.meta({
            description: 'What the team would be charged more; less where it is negative',
          }),
        }),
      )
      .meta({ description: 'The greatest change first; now and then add up to the same' }),
    rules: z
      .array(
        z.object({
          name: z.string(),
          ...sum,
          overlappedUsd: usd.meta({ description: 'What it matches behind an earlier rule, in vain' }),
        }),
      )
      .meta({ description: 'What each rule gives its owners' }),
    unmatched: z
      .array(z.object({ component: z.string(), endpoint: z.string(), model: z.string().optional(), ...sum }))
      .meta({ description: 'What no rule gives an owner, the dearest first' }),
    lookAlikes: z
      .array(
        z.object({
          name: z.string(),
          proposed: z
            .string()
            .nullable()
            .meta({ description: 'The team that may be meant: put the name into aliases' }),
          ...sum,
        }),
      )
      .meta({ description: 'Names in tags that are no team, or look like another, the dearest first' }),
    total: z.object(sum),
  })
  .meta({ id: 'OwnersCheck' });
export type OwnersCheckAnswer = z.infer<typeof check>;

export const checkOwnersOperation = {
  id: 'checkOwners',
  method: 'POST',
  path: '/owners/check',
  summary: 'Try an owners document',
  description:
    'What each team would gain or lose by it in a window, what each rule gives, and what none matches. Nothing is changed.',
  role: 'finance',
  query: timeParams,
  pathParams: {},
  body: z.strictObject({ document }).meta({ examples: [{ document: example }] }),
  answer: check,
  hasCsv: false,
  commands: ['tenner owners check owners.json --from 2026-05-01T00:00:00Z --to 2026-05-24T00:00:00Z --json'],
} as const satisfies Operation;
