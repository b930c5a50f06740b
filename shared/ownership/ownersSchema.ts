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
    code: word,
    name: word.optional(),
    contact: word.optional(),
    parent: word.optional(),
    costCentre: word.optional(),
    costCentres: z.array(z.strictObject({ costCentre: word, ...validityFields })).optional(),
    to: edge.optional(),
    successor: word.optional(),
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

const matchSchema = z
  .strictObject({
    tag: z
      .strictObject({
        key: word,
        value: word.default('*'),
        of: z
          .array(z.enum(tagBearers))
          .min(1, 'is empty')
          .default([...tagBearers]),
      })
      .optional(),
    component: word.optional(),
    endpoint: word.optional(),
    model: word.optional(),
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
    name: word,
    ...validityFields,
    match: matchSchema,
    team: word.optional(),
    teamFromTag: z.literal(true).optional(),
    shares: z.array(shareSchema).min(1, 'is empty').optional(),
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
    of: z.array(z.enum(payables)).min(1, 'is empty'),
    endpoint: word.optional(),
    team: word.optional(),
    endpointOwner: z.literal(true).optional(),
    share: shareOut.optional(),
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
