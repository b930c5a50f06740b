import * as z from 'zod';
import { amountFields, costRowFields } from './costsOperation.ts';
import { metaSchema, seconds, usd, windowSchema } from './figures.ts';
import { labelFields } from './labelFields.ts';
import type { Operation } from './operation.ts';
import { timeParams, viewParams } from './questionParams.ts';

const side = z.object(amountFields).meta({ id: 'PeriodAmount' });

const partFields = {
  before: side,
  after: side,
  changeUsd: usd.meta({ description: 'After less before; the four parts add up to it' }),
  quantityUsd: usd.meta({ description: 'More or less was held' }),
  priceUsd: usd.meta({ description: 'What is held costs more or less' }),
  ownershipUsd: usd.meta({ description: 'It passed from or to another owner' }),
  idleUsd: usd.meta({ description: 'More or less was idle, or is borne of what is idle' }),
};

const lineFields = {
  kind: costRowFields.kind,
  reason: costRowFields.reason,
  blocker: costRowFields.blocker,
  ...labelFields,
};

const rowSchema = z.object({ ...lineFields, ...partFields }).meta({ id: 'CostChange' });
export type ChangeRow = z.infer<typeof rowSchema>;

const unpricedSchema = z
  .object({ ...lineFields, before: side, after: side })
  .meta({ id: 'UnpricedChange', description: 'What has no price in one of the periods: it has no change' });

const answer = z
  .object({
    meta: metaSchema,
    against: windowSchema,
    rows: z.array(rowSchema),
    unpriced: z.array(unpricedSchema),
    total: z.object({ ...partFields, unpricedGpuSeconds: seconds }),
  })
  .meta({ id: 'CostChanges' });
export type ChangesAnswer = z.infer<typeof answer>;

const { costBasis: _, ...views } = viewParams;

export const changesOperation = {
  id: 'listCostChanges',
  method: 'GET',
  path: '/costs/changes',
  summary: 'Why costs changed',
  description:
    'A period against another: how much of the change is quantity, price, ownership and idle capacity, with the old price as the ' +
    'base. Periods are compared as they are: a month of 31 days holds more than one of 30. A team that gets or gives away ' +
    'something sees that as quantity, because the other side is not its own to see.',
  role: 'team',
  query: {
    ...timeParams,
    against: z
      .string()
      .optional()
      .meta({
        description: 'The period to compare with, as window has it; without one, as long a time just before',
        examples: ['lastmonth'],
      }),
    ...views,
  },
  pathParams: {},
  body: undefined,
  answer,
  hasCsv: true,
} as const satisfies Operation;
