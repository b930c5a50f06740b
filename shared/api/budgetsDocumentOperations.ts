import * as z from 'zod';
import { addressesSchema, budgetSchema } from '#shared/budgets/budgetSchema.ts';
import { budgetChangeKinds } from '#shared/budgets/compareBudgets.ts';
import { watchSchema } from '#shared/watches/watchSchema.ts';
import { documentAnswer, replaceRule, tagRule, versionParam } from './documentAnswer.ts';
import { describedDocument, noteField } from './documentBody.ts';
import type { Operation } from './operation.ts';

const document = describedDocument(
  'BudgetsDocument',
  () =>
    z.strictObject({
      finance: addressesSchema.optional().meta({ description: 'Who is told of what no team can answer for' }),
      budgets: z.array(budgetSchema).meta({ description: 'Who may spend what; each name once' }),
      watches: z
        .array(watchSchema)
        .optional()
        .meta({ description: 'What is watched besides; docs/watches.md explains it' }),
    }),
  'Who may spend what, and who is told; docs/budgets.md explains it',
);

const answer = documentAnswer('BudgetsDocumentVersions', document);

const changes = z
  .array(
    z.object({
      budget: z.string(),
      change: z.enum(budgetChangeKinds),
      effects: z
        .array(z.string())
        .meta({ description: 'What that arms again, keeps and finds, in sentences' }),
    }),
  )
  .meta({
    id: 'BudgetChanges',
    description: 'What becomes of budgets, in order of their names; not of those that stay as they are',
  });

const example = {
  finance: ['finops@example.com'],
  budgets: [{ name: 'search-month', scope: { team: 'search' }, period: 'month', amount: '1000.00' }],
};

const shared = { role: 'finance', pathParams: {}, hasCsv: false } as const;

export const budgetsDocumentOperation = {
  ...shared,
  id: 'readBudgetsDocument',
  method: 'GET',
  path: '/budgets-document',
  summary: 'Who may spend what: the budgets document',
  description: `All budgets as they were given, with every version, who gave it, when and why. ${tagRule}`,
  query: versionParam,
  body: undefined,
  answer,
  commands: ['tenner budgets show --json'],
} as const satisfies Operation;

export const replaceBudgetsOperation = {
  ...shared,
  id: 'replaceBudgets',
  method: 'PUT',
  path: '/budgets-document',
  summary: 'Change who may spend what',
  description: `Puts a budgets document in force, and says what that does to each budget that it changes. ${replaceRule}`,
  query: {},
  body: z
    .strictObject({ note: noteField, document })
    .meta({ examples: [{ note: 'as agreed for 2026', document: example }] }),
  answer: z.object({ ...answer.shape, changes }).meta({ id: 'BudgetsReplaced' }),
  commands: ['tenner budgets apply budgets.json --note "as agreed for 2026"'],
} as const satisfies Operation;

const check = z.object({ changes, unchanged: z.int().nonnegative() }).meta({ id: 'BudgetsCheck' });
export type BudgetsCheckAnswer = z.infer<typeof check>;

export const checkBudgetsOperation = {
  ...shared,
  id: 'checkBudgets',
  method: 'POST',
  path: '/budgets-document/check',
  summary: 'Try a budgets document',
  description:
    'Which budgets it creates, changes and takes away, and what that arms again, keeps and finds. Nothing is changed.',
  query: {},
  body: z.strictObject({ document }).meta({ examples: [{ document: example }] }),
  answer: check,
  commands: ['tenner budgets check budgets.json --json'],
} as const satisfies Operation;
