import * as z from 'zod';
import { budgetSchema as definitionSchema } from '#shared/budgets/budgetSchema.ts';
import { budgetPeriodSchema, budgetSchema } from './budgetFields.ts';
import { describedDocument, noteField } from './documentBody.ts';
import { instantText } from './figures.ts';
import type { Operation } from './operation.ts';
import { timeParams } from './questionParams.ts';

const definition = describedDocument(
  'BudgetDefinition',
  () => definitionSchema,
  'A budget as the budgets document has it; docs/budgets.md explains it. Its name is that of the path',
);

const pathParams = { budget: z.string().meta({ description: 'Its name', examples: ['search-month'] }) };

const version = z.int().nonnegative().nullable().meta({
  description:
    'Of the budgets document, for `If-Match`; null for a team, which is not told of changes to others',
});

const sentSchema = z
  .object({
    at: instantText,
    type: z.string(),
    id: z.string(),
    subject: z.string().nullable(),
    text: z.string().nullable(),
    recipients: z.array(z.string()),
  })
  .meta({ id: 'BudgetEvent', description: 'What was sent of a budget' });
export type BudgetEvent = z.infer<typeof sentSchema>;

const readAnswer = z
  .object({
    version,
    budget: budgetSchema,
    definition: definition.meta({ description: 'As it stands in the document' }),
    periods: z.array(budgetPeriodSchema).meta({
      description:
        'The current period and those before it that have not settled past their end, in order of time',
    }),
    sent: z.array(sentSchema).meta({ description: 'What was sent of it in the window, in order of time' }),
  })
  .meta({ id: 'Budget' });
export type BudgetAnswer = z.infer<typeof readAnswer>;

export const budgetOperation = {
  id: 'readBudget',
  method: 'GET',
  path: '/budgets/{budget}',
  summary: 'One budget, with its open periods and what was sent of it',
  description:
    'How a budget stands, as the list has it, with its definition, every period that is still open, and the events that were sent of ' +
    'it. `ETag` can be given as `If-Match` of a change.',
  role: 'team',
  query: {
    window: timeParams.window.default('90d').meta({
      description: `Of which time events are told. ${timeParams.window.meta()?.description}`,
      default: '90d',
      examples: ['30d'],
    }),
    zone: timeParams.zone,
  },
  pathParams,
  body: undefined,
  answer: readAnswer,
  hasCsv: false,
} as const satisfies Operation;

const changeAnswer = z
  .object({
    version: z.int().nonnegative().meta({ description: 'Of the budgets document that holds now' }),
    budget: budgetSchema,
    effects: z.array(z.string()).meta({
      description:
        'What the change arms again, what stays crossed, and what is found crossed already, in sentences',
    }),
  })
  .meta({ id: 'BudgetChange' });
export type BudgetChangeAnswer = z.infer<typeof changeAnswer>;

const example = {
  scope: { team: 'search' },
  period: 'month',
  amount: '1000.00',
  thresholds: [
    { on: 'actual', percent: 80 },
    { on: 'forecast', percent: 100 },
  ],
};

const write = { role: 'finance', query: {}, pathParams, answer: changeAnswer, hasCsv: false } as const;

export const putBudgetOperation = {
  ...write,
  id: 'putBudget',
  method: 'PUT',
  path: '/budgets/{budget}',
  summary: 'Create or change a budget',
  description:
    'Puts a new version of the budgets document in force that has this budget, and all others as they were. The answer says what the ' +
    'change arms again, keeps and finds. `If-Match` names the version of the document that it is made on, "0" while there is none. ' +
    'What is in force already is no new version, so that a request may be sent again.',
  body: z
    .strictObject({ note: noteField, budget: definition })
    .meta({ examples: [{ note: 'search has more traffic', budget: example }] }),
} as const satisfies Operation;

export const archiveBudgetOperation = {
  ...write,
  id: 'archiveBudget',
  method: 'POST',
  path: '/budgets/{budget}/archive',
  summary: 'Archive a budget',
  description:
    'Its history is kept, and nothing of it is evaluated or told from now on; a change with `archived` false wakes it again. One that ' +
    'is archived already stays as it is.',
  body: z.strictObject({ note: noteField }).meta({ examples: [{ note: 'the project is over' }] }),
  commands: ['tenner budgets archive search-month --note "the project is over"'],
} as const satisfies Operation;

const whyField = z
  .string('is needed: why, for whoever wonders later')
  .trim()
  .min(1, 'is empty; expected why, for whoever wonders later')
  .max(1_000, 'is longer than 1,000 characters');

export const snoozeBudgetOperation = {
  ...write,
  id: 'snoozeBudget',
  method: 'POST',
  path: '/budgets/{budget}/snooze',
  summary: 'Tell nothing of a budget for a while',
  description:
    'It is evaluated all the same. What is crossed at the end and was not told is told then, together; what has recovered by then is ' +
    'not. A later snooze takes the place of an earlier one.',
  body: z
    .strictObject({
      until: z.string('is needed: a time such as 2026-06-01T00:00:00Z, or a day').meta({
        description:
          'Its end, within a year: a time with its offset from UTC, or a day in the zone of the budget',
        examples: ['2026-06-01', '2026-06-01T09:00:00+02:00'],
      }),
      why: whyField.meta({ description: 'Why, for whoever wonders later' }),
    })
    .meta({ examples: [{ until: '2026-06-01', why: 'the load test is planned' }] }),
  commands: ['tenner budgets snooze search-month --until 2026-06-01 --why "the load test is planned"'],
} as const satisfies Operation;

export const wakeBudgetOperation = {
  ...write,
  id: 'wakeBudget',
  method: 'DELETE',
  path: '/budgets/{budget}/snooze',
  summary: 'End a snooze',
  description:
    'What is crossed and was not told is told by the next evaluation. One that is not snoozed stays as it is.',
  body: undefined,
  commands: ['tenner budgets wake search-month'],
} as const satisfies Operation;
