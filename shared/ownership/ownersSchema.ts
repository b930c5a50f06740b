import * as z from 'zod';
import {
  type AllowedTags,
  type OwnerMatch,
  type OwnerRule,
  type Team,
  tagBearers,
} from '#shared/domain/owners.ts';
import { type Payer, type PayerRule, payables } from '#shared/domain/payers.ts';
import { idleScopes } from '#shared/domain/shareIdle.ts';
import { edge, toValidity, validityFields } from '#shared/settings/validitySchema.ts';

const word = z.string().min(1, 'is empty');

/** So that faults of a whole are told beside those of its parts. */
const isObject = ({ value }: { value: unknown }): boolean => typeof value === 'object' && value !== null;

/** A team as the file has it. */
export const teamSchema = z
  .strictObject({
    code: word.meta({ description: 'What rules, reports and budgets call it' }),
    name: word.optional().meta({ description: 'For people' }),
    contact: word.optional().meta({ description: 'For people' }),
    parent: word.optional().meta({ description: 'The code of the team that it is part of' }),
    costCentre: word.optional().meta({ description: 'What its cost is booked on' }),
    costCentres: z
      .array(z.strictObject({ costCentre: word, ...validityFields }))
      .optional()
      .meta({ description: 'The same where it changes; none overlaps another' }),
    to: edge.optional().meta({ description: 'From when on it is no more' }),
    successor: word
      .optional()
      .meta({ description: 'The code of the team that pays in its place from then on' }),
  })
  .refine(({ costCentre, costCentres }) => costCentre === undefined || costCentres === undefined, {
    error: 'has both costCentre and costCentres; expected one of them',
    when: isObject,
  })
  .transform(({ costCentre, costCentres = [], ...team }): Team => {
    const always: typeof costCentres = costCentre === undefined ? [] : [{ costCentre }];
    return {
      code: team.code,
      name: team.name,
      contact: team.contact,
      parent: team.parent,
      costCentres: [...always, ...costCentres].map((each) => ({
        costCentre: each.costCentre,
        ...toValidity(each),
      })),
      to: team.to,
      successor: team.successor,
    };
  });

const patternHint = 'A pattern of its name: * stands for anything, ? for one character';

const matchSchema = z
  .strictObject({
    tag: z
      .strictObject({
        key: word,
        value: word.default('*').meta({ description: 'A pattern of it' }),
        of: z
          .array(z.enum(tagBearers))
          .min(1, 'is empty')
          .default([...tagBearers])
          .meta({ description: 'Whose tag: the first of them that has it counts' }),
      })
      .optional(),
    component: word.optional().meta({ description: patternHint }),
    endpoint: word.optional().meta({ description: patternHint }),
    model: word.optional().meta({ description: patternHint }),
  })
  .refine((match) => Object.values(match).some((each) => each !== undefined), {
    error: 'is empty; expected a tag, or a pattern of component, endpoint or model ("*" for all)',
  })
  .transform(({ tag, component, endpoint, model }): OwnerMatch => ({ tag, component, endpoint, model }));

const shareSchema = z
  .strictObject({ team: word, product: word.optional(), parts: z.int().positive().max(1_000_000) })
  .transform(({ team, product, parts }) => ({ team, product, parts }));

type Whose = {
  team?: string | undefined;
  teamFromTag?: true | undefined;
  shares?: z.infer<typeof shareSchema>[] | undefined;
  product?: string | undefined;
};

const toOwner = ({ team, shares, product }: Whose): OwnerRule['owner'] => {
  if (shares !== undefined) return { kind: 'shares', shares };
  return team === undefined ? { kind: 'tag', product } : { kind: 'team', team, product };
};

/** A rule as the file has it. */
export const ruleSchema = z
  .strictObject({
    name: word.meta({ description: 'What the check calls it; its own' }),
    ...validityFields,
    match: matchSchema.meta({ description: 'What must hold, all of it, for the rule to apply' }),
    team: word.optional().meta({ description: 'Whose it is' }),
    teamFromTag: z.literal(true).optional().meta({ description: 'Or: the team that the matched tag names' }),
    shares: z
      .array(shareSchema)
      .min(1, 'is empty')
      .optional()
      .meta({ description: 'Or: several teams in fixed parts' }),
    product: word.optional(),
  })
  .refine(
    ({ team, teamFromTag, shares }) =>
      [team, teamFromTag, shares].filter((each) => each !== undefined).length === 1,
    { error: 'says not once whose it is; expected one of team, teamFromTag and shares', when: isObject },
  )
  .refine(({ teamFromTag, match }) => teamFromTag === undefined || match?.tag !== undefined, {
    error: 'takes the team from a tag, but matches none; expected match.tag',
    when: isObject,
  })
  .refine(({ shares, product }) => shares === undefined || product === undefined, {
    error: 'has a product beside its shares; expected it in each share',
    when: isObject,
  })
  .transform(
    ({ name, match, ...rule }): OwnerRule => ({ name, ...toValidity(rule), match, owner: toOwner(rule) }),
  );

const weights = z
  .record(word, z.int().nonnegative().max(1_000_000_000))
  .refine((given) => Object.values(given).some((weight) => weight > 0), {
    error: 'gives no weight to any team',
  })
  .transform(
    (given) => new Map(Object.entries(given).map(([team, weight]) => [team, BigInt(weight)] as const)),
  );

const shareOut = z
  .strictObject({
    by: z.enum(['use', 'even', 'weights']),
    weights: weights.optional(),
    over: z.enum(idleScopes).default('endpoint'),
  })
  .refine(({ by, weights: given }) => (by === 'weights') === (given !== undefined), {
    error: 'is by weights without weights, or has weights and is by something else',
    when: isObject,
  });

const toPayer = (given: {
  team?: string | undefined;
  endpointOwner?: true | undefined;
  share?: z.infer<typeof shareOut> | undefined;
}): Payer => {
  const { team, share } = given;
  if (team !== undefined) return { kind: 'team', team };
  if (share === undefined) return { kind: 'endpointOwner' };
  const { by, over, weights: each } = share;
  if (each !== undefined) return { kind: 'weights', over, weights: each };
  return by === 'even' ? { kind: 'even', over } : { kind: 'share', over };
};

/** Who pays for what nobody holds or owns, as the file has it. */
export const payerSchema = z
  .strictObject({
    name: word,
    ...validityFields,
    of: z.array(z.enum(payables)).min(1, 'is empty').meta({ description: 'What is paid for' }),
    endpoint: word.optional().meta({ description: patternHint }),
    team: word.optional().meta({ description: 'Who pays' }),
    endpointOwner: z.literal(true).optional().meta({ description: 'Or: whoever owns the endpoint' }),
    share: shareOut.optional().meta({ description: 'Or: those who hold something' }),
  })
  .refine(
    ({ team, endpointOwner, share }) =>
      [team, endpointOwner, share].filter((each) => each !== undefined).length === 1,
    { error: 'says not once who pays; expected one of team, endpointOwner and share', when: isObject },
  )
  .transform(
    ({ name, of, endpoint, ...rule }): PayerRule => ({
      name,
      ...toValidity(rule),
      of,
      endpoint,
      payer: toPayer(rule),
    }),
  );

const keys = z.array(word).default([]);

/** The allow-list of tags as the file has it. */
export const tagsSchema = z
  .strictObject({ component: keys, endpoint: keys, model: keys })
  .transform((tags): AllowedTags => tags);

export const aliasesSchema = z
  .record(word, word)
  .transform((aliases): ReadonlyMap<string, string> => new Map(Object.entries(aliases)));
