import * as z from 'zod';
import { unitCostGaps } from '#shared/domain/measure.ts';
import { leastInvocations, leastTokens } from '#shared/domain/unitCosts.ts';
import { tokensBody } from '#shared/tokens/tokensBody.ts';
import { metaSchema, seconds, usd } from './figures.ts';
import { labelFields } from './labelFields.ts';
import type { Operation } from './operation.ts';
import { pageParams, timeParams, viewParams } from './questionParams.ts';

const { aggregate, rate, shareIdle, shareIdleOver, filter } = viewParams;
const { limit, cursor } = pageParams;

export const unitCostParams = {
  ...timeParams,
  ...{ aggregate, rate, shareIdle, shareIdleOver, filter },
  ...{ limit, cursor },
};

const unitCost = z
  .discriminatedUnion('kind', [
    z
      .object({
        kind: z.literal('cost'),
        usd: usd.meta({ description: 'With the idle capacity that is borne' }),
        withoutIdleUsd: usd,
        smallSample: z.boolean().meta({
          description: `Of fewer than ${leastInvocations} invocations, or ${leastTokens} tokens: one more would change it by a percent or more`,
        }),
      })
      .meta({ description: 'What the units cost' }),
    z
      .object({ kind: z.literal('noTraffic'), spentUsd: usd, spentWithoutIdleUsd: usd })
      .meta({ description: 'Nothing was asked of what cost that much: no unit has a cost, least of all 0' }),
    z
      .object({ kind: z.literal('unknown'), reason: z.enum(unitCostGaps) })
      .meta({ description: 'It is not known, and why' }),
  ])
  .meta({ id: 'UnitCost' });
export type UnitCostAnswer = z.infer<typeof unitCost>;

/** What costs are told per, whatever is known of tokens. */
export const unitCostNames = ['per1000Invocations', 'perCopyHour', 'perGpuHour'] as const;
export const tokenCostNames = ['perMillionTokens', 'perMillionTokensIn', 'perMillionTokensOut'] as const;

const rowSchema = z
  .object({
    ...labelFields,
    costUsd: usd
      .nullable()
      .meta({ description: 'With the idle capacity that is borne; null where no price is known' }),
    invocations: z.int().nonnegative(),
    uncountedSeconds: seconds.optional().meta({
      description: 'Accelerator-seconds of time of which nobody knows the invocations: in no cost per 1,000',
    }),
    per1000Invocations: unitCost,
    perCopyHour: unitCost,
    perGpuHour: unitCost,
    tokensIn: z.int().nonnegative().optional(),
    tokensOut: z.int().nonnegative().optional(),
    perMillionTokens: unitCost.optional().meta({ description: 'In and out, as many as there were of each' }),
    perMillionTokensIn: unitCost.optional(),
    perMillionTokensOut: unitCost.optional(),
  })
  .meta({ id: 'UnitCostRow' });
export type UnitCostRow = z.infer<typeof rowSchema>;

const answer = z
  .object({
    meta: metaSchema,
    rows: z
      .array(rowSchema)
      .meta({ description: 'In order of the labels; what has no price in rows of its own' }),
    leftOut: z
      .object({
        rowsOutside: z.int().nonnegative().meta({ description: 'Rows of tokens outside of the window' }),
        componentCount: z
          .int()
          .nonnegative()
          .meta({ description: 'Components with tokens in the window of which no cost is known to you' }),
        components: z.array(z.string()).meta({ description: 'Their names, at most 100' }),
      })
      .optional()
      .meta({ description: 'Which of the tokens that were given are in no figure' }),
    next: z.string().nullable().meta({ description: 'The cursor of the next page; null on the last' }),
  })
  .meta({ id: 'UnitCosts' });
export type UnitCostsAnswer = z.infer<typeof answer>;

export const unitCostsOperation = {
  id: 'listUnitCosts',
  method: 'GET',
  path: '/unit-costs',
  summary: 'What 1,000 invocations, a copy-hour and a GPU-hour cost',
  description:
    'Costs per unit by labels, with the idle capacity that is borne and without. They rest on what is known: the cost of the time in ' +
    'which invocations were counted, and of components whose copies are known. Unit costs are not told by instance or copy.',
  role: 'team',
  query: unitCostParams,
  pathParams: {},
  body: undefined,
  answer,
  hasCsv: true,
  commands: ['tenner unit-costs --window 2026-05 --aggregate team,model --json'],
} as const satisfies Operation;

export const tokenCostsOperation = {
  id: 'listTokenCosts',
  method: 'POST',
  path: '/unit-costs',
  summary: 'What a million tokens cost',
  description:
    'The same with costs per million tokens, of token counts that you give: at most 50,000 rows of component and minute. A component’s ' +
    'tokens go to its rows by their invocations. Nothing of them is kept.',
  role: 'team',
  query: unitCostParams,
  pathParams: {},
  body: tokensBody,
  mostCharacters: 5_500_000,
  answer,
  hasCsv: true,
  commands: ['tenner unit-costs --window 2026-05 --tokens tokens.csv --token-weights 1:3 --json'],
} as const satisfies Operation;
