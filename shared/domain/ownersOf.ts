import { matchesPattern } from './matchesPattern.ts';
import { type OwnerShare, ownerKey, unowned } from './owner.ts';
import type { OwnerMatch, OwnerRule, Owners, TagBearer } from './owners.ts';
import { type ResolvedTeam, resolveTeam } from './resolveTeam.ts';
import type { Instant } from './time.ts';
import { isInForce } from './validity.ts';

export type Tags = ReadonlyMap<string, string>;

/** What is known of a component at a time, and says whose it is. */
export type OwnerFacts = {
  component: string;
  endpoint: string;
  model: string | undefined;
  tags: Readonly<Record<TagBearer, Tags>>;
};

/** A rule that applies, and whose it makes a component. */
export type RuleMatch = { rule: OwnerRule; shares: readonly OwnerShare[] };

/** The value of the tag that a rule looks at: of the first bearer that has it. */
const matchedTag = ({ tag }: OwnerMatch, { tags }: OwnerFacts): string | undefined =>
  tag?.of.map((bearer) => tags[bearer].get(tag.key)).find((value) => value !== undefined);

const applies = ({ match }: OwnerRule, facts: OwnerFacts): boolean => {
  if (match.tag !== undefined) {
    const value = matchedTag(match, facts);
    if (value === undefined || !matchesPattern(match.tag.value, value)) return false;
  }
  return (['component', 'endpoint', 'model'] as const).every((kind) => {
    const pattern = match[kind];
    const name = facts[kind];
    return pattern === undefined || (name !== undefined && matchesPattern(pattern, name));
  });
};

const toShare = (team: ResolvedTeam | undefined, product: string | undefined, parts: number): OwnerShare =>
  team?.code === undefined
    ? { ...unowned, parts }
    : { team: team.code, costCentre: team.costCentre, product, parts };

/** Owners that are the same, as a team and its successor are, together. */
const joinEqual = (shares: readonly OwnerShare[]): OwnerShare[] =>
  [...Map.groupBy(shares, ownerKey).values()].flatMap((same) =>
    same.slice(0, 1).map((share) => ({ ...share, parts: same.reduce((sum, { parts }) => sum + parts, 0) })),
  );

/** Undefined where a tag names no team: then the rule does not apply. */
const sharesOf = (
  owners: Owners,
  { match, owner }: OwnerRule,
  facts: OwnerFacts,
  time: Instant,
): OwnerShare[] | undefined => {
  switch (owner.kind) {
    case 'team':
      return [toShare(resolveTeam(owners, owner.team, time), owner.product, 1)];
    case 'tag': {
      const team = resolveTeam(owners, matchedTag(match, facts) ?? '', time);
      return team && [toShare(team, owner.product, 1)];
    }
    case 'shares':
      return joinEqual(
        owner.shares.map(({ team, product, parts }) =>
          toShare(resolveTeam(owners, team, time), product, parts),
        ),
      );
  }
};

/** Every rule in force at a time that applies, in order: the first counts, the others are overlapped by it. */
export const findRules = (owners: Owners, facts: OwnerFacts, time: Instant): RuleMatch[] =>
  owners.rules
    .filter((rule) => isInForce(rule, time) && applies(rule, facts))
    .flatMap((rule) => {
      const shares = sharesOf(owners, rule, facts, time);
      return shares === undefined ? [] : [{ rule, shares }];
    });

/** What tags give as a team that is none, where rules take the team from them. */
export const findUnknownTeams = (owners: Owners, facts: OwnerFacts, time: Instant): string[] => {
  const taken = owners.rules.filter(
    (rule) => rule.owner.kind === 'tag' && isInForce(rule, time) && applies(rule, facts),
  );
  const names = taken.flatMap(({ match }) => matchedTag(match, facts) ?? []);
  return [...new Set(names)].filter((name) => resolveTeam(owners, name, time) === undefined);
};

/**
 * Whose a component is at a time, a bucket's start: at least one share, which is unowned where no rule applies.
 * Law: a function of the document and of what is given, so that the same facts have the same owners whenever asked.
 */
export const ownersOf = (owners: Owners, facts: OwnerFacts, time: Instant): readonly OwnerShare[] =>
  findRules(owners, facts, time)[0]?.shares ?? [{ ...unowned, parts: 1 }];
