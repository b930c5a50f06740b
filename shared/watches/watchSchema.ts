import * as z from 'zod';
import { parseRate } from '#shared/domain/money.ts';
import type { Watch } from '#shared/domain/watches/watch.ts';

const word = z.string().min(1, 'is empty');

const patternHint = 'A pattern of its name: * stands for anything, ? for one character';
const pattern = word.optional().meta({ description: patternHint });

const dollars = z
  .string({
    error: ({ input }) =>
      input === undefined
        ? undefined
        : `is ${JSON.stringify(input)}, which is no text; expected dollars an hour such as "5.75"`,
  })
  .transform((text, context) => {
    const rate = parseRate(text);
    if (rate !== undefined) return rate;
    context.addIssue(`is "${text}"; expected dollars an hour such as "5.75"`);
    return z.NEVER;
  })
  .meta({ description: 'Dollars an hour, as a decimal text' });

const secondsOf = new Map([
  ['m', 60],
  ['h', 3_600],
  ['d', 86_400],
]);

/** Longer than this no buckets are looked at. */
const mostSeconds = 2 * 86_400;

const lasting = z
  .string()
  .transform((text, context) => {
    const [, count, unit = ''] = /^(\d{1,4})([mhd])$/.exec(text) ?? [];
    const seconds = Number(count) * (secondsOf.get(unit) ?? 0);
    if (seconds >= 300 && seconds <= mostSeconds && seconds % 300 === 0) return seconds;
    context.addIssue(
      `is "${text}"; expected a time such as "30m", "2h" or "1d": whole five minutes, at most two days`,
    );
    return z.NEVER;
  })
  .meta({ description: 'How long it must last' });

const recipient = z.email({ error: 'is no e-mail address' });

const common = {
  name: word.max(60, 'is longer than 60 characters').meta({ description: 'What events call it; its own' }),
  for: lasting,
  recipients: z
    .array(recipient)
    .min(1, 'is empty')
    .optional()
    .meta({ description: 'Whom to tell; without them those whom a budget of the same team would tell' }),
  archived: z.boolean().optional().meta({ description: 'It looks at nothing any more' }),
};

const endpointMatch = z
  .strictObject({ endpoint: pattern })
  .default({})
  .transform(({ endpoint }) => ({ endpoint }));

const spendMatch = z
  .strictObject({ endpoint: pattern, component: pattern, team: pattern })
  .default({})
  .transform(({ endpoint, component, team }) => ({ endpoint, component, team }));

type Common = {
  name: string;
  for: number;
  recipients?: string[] | undefined;
  archived?: boolean | undefined;
};

const toCommon = (given: Common) => ({
  name: given.name,
  lasting: given.for,
  recipients: given.recipients,
  isArchived: given.archived === true,
});

const spend = z
  .strictObject({
    watch: z.literal('spend'),
    ...common,
    of: z.enum(['component', 'team']),
    match: spendMatch,
    percentAbove: z.int().positive().max(100_000),
    dollarsPerHour: dollars,
  })
  .refine(({ of, match }) => of !== 'team' || (match.endpoint ?? match.component) === undefined, {
    error: 'matches an endpoint or a component, but is of teams; expected match.team alone',
    path: ['match'],
  })
  .transform(
    ({ of, match, percentAbove, dollarsPerHour, ...given }): Watch => ({
      kind: 'spend',
      ...toCommon(given),
      of,
      match,
      percentAbove,
      aboveBy: dollarsPerHour,
    }),
  );

const idle = z
  .strictObject({ watch: z.literal('idle'), ...common, match: endpointMatch, dollarsPerHour: dollars })
  .transform(
    ({ match, dollarsPerHour, ...given }): Watch => ({
      kind: 'idle',
      ...toCommon(given),
      match,
      above: dollarsPerHour,
    }),
  );

const freeAccelerators = z
  .strictObject({
    watch: z.literal('freeAccelerators'),
    ...common,
    match: endpointMatch,
    below: z.int().positive().max(100_000),
  })
  .transform(
    ({ match, below, ...given }): Watch => ({ kind: 'freeAccelerators', ...toCommon(given), match, below }),
  );

const deployment = z
  .strictObject({ watch: z.literal('deployment'), ...common, match: endpointMatch })
  .transform(({ match, ...given }): Watch => ({ kind: 'deployment', ...toCommon(given), match }));

const collection = z
  .strictObject({
    watch: z.literal('collection'),
    ...common,
    match: endpointMatch,
    lagMinutes: z.int().min(15, 'is less than 15, in which no bucket has settled').max(1_440),
    completenessBelow: z.number().gt(0, 'is not above 0').lte(1, 'is above 1'),
  })
  .transform(
    ({ match, lagMinutes, completenessBelow, ...given }): Watch => ({
      kind: 'collection',
      ...toCommon(given),
      match,
      lag: lagMinutes * 60,
      completenessBelow,
    }),
  );

/** A watch as the budgets document has it. */
export const watchSchema = z.discriminatedUnion(
  'watch',
  [spend, idle, freeAccelerators, deployment, collection],
  { error: 'is no kind of watch; expected spend, idle, freeAccelerators, deployment or collection' },
);
