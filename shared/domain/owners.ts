import type { InForce } from './inForce.ts';
import type { PayerRule } from './payers.ts';
import type { Instant } from './time.ts';
import { edgesIn, type Validity } from './validity.ts';

/** What bears tags, in the order in which a rule looks at them. */
export const tagBearers = ['component', 'endpoint', 'model'] as const;
export type TagBearer = (typeof tagBearers)[number];

/** Keys of the tags that are recorded, by what bears them. */
export type AllowedTags = Readonly<Record<TagBearer, readonly string[]>>;

export type Team = {
  code: string;
  name: string | undefined;
  contact: string | undefined;
  /** The code of the team that it is part of. */
  parent: string | undefined;
  /** None overlaps another. */
  costCentres: readonly (Validity & { costCentre: string })[];
  /** From this bucket edge on it is no more, and its successor stands in its place. */
  to: Instant | undefined;
  /** The code of the team that takes over; without one, what would be its own is unowned. */
  successor: string | undefined;
};

/** What must hold for a rule to apply: all that is given. Patterns are of `matchesPattern`. */
export type OwnerMatch = {
  /** The first of the bearers that has the tag has a value of this pattern. */
  tag: { key: string; value: string; of: readonly TagBearer[] } | undefined;
  component: string | undefined;
  endpoint: string | undefined;
  model: string | undefined;
};

/** Whose it is: one team's, the team's that the matched tag names, or several teams' in fixed parts. */
export type RuleOwner =
  | { kind: 'team'; team: string; product: string | undefined }
  | { kind: 'tag'; product: string | undefined }
  | {
      kind: 'shares';
      shares: readonly { team: string; product: string | undefined; parts: number }[];
    };

export type OwnerRule = Validity & { name: string; match: OwnerMatch; owner: RuleOwner };

/**
 * Who owns what. Of the rules in force the first that applies counts. Where no teams are listed, every name that a rule or tag
 * gives is a team; where some are, a name that is neither a code nor an alias is none.
 */
export type Owners = {
  tags: AllowedTags;
  teams: readonly Team[];
  /** Codes by other names for them. */
  aliases: ReadonlyMap<string, string>;
  rules: readonly OwnerRule[];
  /** Who pays for what nobody holds or owns. It is no part of what is stored: reports go by it. */
  payers: readonly PayerRule[];
};

export type OwnersInForce = InForce<Owners>;

/** The `Team` tag of a component names its team. */
export const defaultOwners: Owners = {
  tags: { component: ['Team'], endpoint: [], model: [] },
  teams: [],
  aliases: new Map(),
  rules: [
    {
      name: "the component's Team tag",
      from: undefined,
      to: undefined,
      match: {
        tag: { key: 'Team', value: '*', of: ['component'] },
        component: undefined,
        endpoint: undefined,
        model: undefined,
      },
      owner: { kind: 'tag', product: undefined },
    },
  ],
  payers: [],
};

/** Every time, in order, at which a document may say something else than before. */
export const edgesOf = ({ rules, teams }: Owners): Instant[] =>
  edgesIn([...rules, ...teams.flatMap(({ costCentres, to }) => [...costCentres, { from: to, to }])]);
