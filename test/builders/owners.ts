import type { OwnerMatch, OwnerRule, Owners, Team } from '#shared/domain/owners.ts';

/** A team without anything but its code. */
export const teamOf = (code: string, changes: Partial<Team> = {}): Team => ({
  code,
  name: undefined,
  contact: undefined,
  parent: undefined,
  costCentres: [],
  to: undefined,
  successor: undefined,
  ...changes,
});

/** A rule of all time; what it matches is one pattern of component names (`a*`) unless it is said in full. */
export const ruleOf = (
  match: string | Partial<OwnerMatch>,
  owner: string | OwnerRule['owner'],
  changes: Partial<OwnerRule> = {},
): OwnerRule => {
  const none = { tag: undefined, component: undefined, endpoint: undefined, model: undefined };
  const given = typeof match === 'string' ? { component: match } : match;
  return {
    name: JSON.stringify([given, owner, changes.from]),
    from: undefined,
    to: undefined,
    match: { ...none, ...given },
    owner: typeof owner === 'string' ? { kind: 'team', team: owner, product: undefined } : owner,
    ...changes,
  };
};

/** Fixed shares, as `{ red: 60, blue: 40 }`. */
export const sharesOf = (parts: Record<string, number>): OwnerRule['owner'] => ({
  kind: 'shares',
  shares: Object.entries(parts).map(([team, part]) => ({ team, product: undefined, parts: part })),
});

/** Of components' and endpoints' `Team` tags. */
export const documentOf = (changes: Partial<Owners> = {}): Owners => ({
  tags: { component: ['Team'], endpoint: ['Team'], model: [] },
  teams: [],
  aliases: new Map(),
  rules: [],
  payers: [],
  ...changes,
});
