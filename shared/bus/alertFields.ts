import * as z from 'zod';
import { budgetCauses } from '#shared/domain/budgets/movement.ts';

export const time = z.iso.datetime();

export const usd = z
  .string()
  .regex(/^-?\d+\.\d{9}$/)
  .meta({ description: 'Dollars, to nine places' });

/** What a fact is known by. */
export const factId = z.string().regex(/^[0-9a-f]{64}$/);

export const cause = z
  .enum(budgetCauses)
  .meta({ description: 'Quantity and idle are for the team to answer, all others for finance' });

/** What every event that is for people has. A version stays as it is but for fields that are added. */
export const alertFields = {
  version: z.literal(1),
  id: factId.meta({
    description: 'The same for the same fact, however often it is sent, and whoever finds it',
  }),
  recipients: z
    .array(z.string().min(1))
    .min(1)
    .meta({ description: 'Who is to be told: addresses, or whatever contacts are in the owners document' }),
  message: z.object({
    subject: z
      .string()
      .regex(/^[!-~][ -~]{0,98}$/)
      .meta({ description: 'One line of ASCII, under 100 characters, as SNS takes it' }),
    text: z
      .string()
      .meta({ description: 'The whole message in plain text, no line of it over 100 characters' }),
    chat: z.string().meta({
      description:
        'The text as an incoming webhook of a chat takes it: no name in it calls anybody or is a link',
    }),
    lines: z
      .array(z.string().min(1))
      .min(1)
      .max(24)
      .meta({ description: 'What the text says after its first line, a fact each, for cards' }),
  }),
};

/** What moved most of what an event is about. */
export const moverFields = {
  topMovers: z.array(
    z.object({
      component: z.string().nullable().meta({ description: 'null for what nobody holds' }),
      endpoint: z.string().nullable(),
      spentUsd: usd.meta({ description: 'In the time of moversWindow' }),
      changeUsd: usd.meta({ description: 'Against the same length of time right before it' }),
    }),
  ),
  moversWindow: z.object({ from: time, to: time }).nullable(),
};

/** Where to look deeper. */
export const explain = z.object({
  command: z.string().meta({ description: 'For a shell' }),
  path: z.string().meta({ description: 'What to ask the cost API, after its own URL' }),
  url: z.url().nullable().meta({ description: 'The same in full, where the API’s URL is known' }),
});
