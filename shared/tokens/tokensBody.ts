import * as z from 'zod';
import type { TokenWeights } from '#shared/domain/tokens.ts';
import type { TokenRow } from './readTokenRows.ts';
import { isComponentName, parseMinute, rightTokens } from './tokenFields.ts';

/** The most rows of one body: a month of one component by minutes has 44,640. */
export const mostTokenRows = 50_000;

/** More than all accelerators of the world make in a minute, and few enough that any number of rows adds up exactly. */
export const mostTokens = 100_000_000_000;

const wrong = (right: string) => `is wrong; expected ${right}`;

const count = z
  .int(wrong(rightTokens.count))
  .min(0, wrong(rightTokens.count))
  .max(mostTokens, `is more than ${mostTokens.toLocaleString('en')} tokens`);

const rowSchema = z
  .strictObject({
    component: z.string(wrong(rightTokens.component)).refine(isComponentName, wrong(rightTokens.component)),
    minute: z
      .string(wrong(rightTokens.minute))
      .transform((text, context) => {
        const minute = parseMinute(text);
        if (minute !== undefined) return minute;
        context.addIssue(wrong(rightTokens.minute));
        return z.NEVER;
      })
      .meta({ description: 'A whole minute in UTC', examples: ['2026-05-01T00:05:00Z'] }),
    in: count.meta({ description: 'Tokens of prompts' }),
    out: count.meta({ description: 'Tokens of answers' }),
  })
  .meta({ description: 'What one component had in one minute; several rows of the same add up' });

const weight = z
  .int('is no whole number; expected one from 1 to 999,999')
  .min(1, 'is less than 1; expected a whole number from 1 to 999,999')
  .max(999_999, 'is more than 999,999');

/** Token counts of components by minutes, and what a token in and one out cost beside each other. */
export const tokensBody = z
  .strictObject({
    tokens: z
      .array(rowSchema, 'is missing; expected a list of rows of component, minute, in and out')
      .max(
        mostTokenRows,
        `has more than ${mostTokenRows.toLocaleString('en')} rows; expected fewer, of a shorter window`,
      ),
    weights: z.strictObject({ in: weight, out: weight }).default({ in: 1, out: 1 }).meta({
      description:
        'What a token in and one out cost beside each other: 1 and 3 where one that is generated costs three times as much as one that is read',
    }),
  })
  .meta({
    examples: [
      {
        tokens: [{ component: 'chat-70b', minute: '2026-05-01T00:05:00Z', in: 180_000, out: 24_000 }],
        weights: { in: 1, out: 3 },
      },
    ],
  });
export type TokensBody = z.output<typeof tokensBody>;

export const toTokenRows = ({ tokens }: TokensBody): TokenRow[] =>
  tokens.map((row) => ({ ...row, in: BigInt(row.in), out: BigInt(row.out) }));

export const toTokenWeights = ({ weights }: TokensBody): TokenWeights => ({
  in: BigInt(weights.in),
  out: BigInt(weights.out),
});
