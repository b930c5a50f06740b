import type { OwnerRule, Owners, Team } from '#shared/domain/owners.ts';
import type { PayerRule } from '#shared/domain/payers.ts';
import { theBeginning } from '#shared/domain/time.ts';
import type { Fault } from '#shared/settings/documentReader.ts';
import { findDuplicates, findEmptyValidity, findRuleFaults } from '#shared/settings/findRuleFaults.ts';

const overlapping = ({ costCentres }: Team): string[] => {
  const inOrder = costCentres.toSorted((a, b) => (a.from ?? theBeginning) - (b.from ?? theBeginning));
  return inOrder.flatMap(({ costCentre, from }, index) => {
    const before = inOrder[index - 1];
    const isFree = before === undefined || (before.to !== undefined && before.to <= (from ?? theBeginning));
    return isFree
      ? []
      : [
          `has cost centres ${before.costCentre} and ${costCentre} at once; expected "to" of one no later than "from" of the next`,
        ];
  });
};

/** Follows links from team to team. */
const isInCircle = (
  start: Team,
  teams: readonly Team[],
  next: (team: Team) => string | undefined,
): boolean => {
  const seen = new Set<string>();
  let code = next(start);
  while (code !== undefined && code !== start.code && !seen.has(code)) {
    seen.add(code);
    const team = teams.find((each) => each.code === code);
    code = team && next(team);
  }
  return code === start.code;
};

/** Why a name is no team; none are listed: every name is one. */
const unknownTeam = ({ teams }: Owners, role: string, code: string | undefined): string[] =>
  code === undefined || teams.length === 0 || teams.some((team) => team.code === code)
    ? []
    : [
        `names "${code}" as ${role}, which teams does not list; expected one of ${[...new Set(teams.map((team) => team.code))].join(', ')}`,
      ];

const faultsOfTeam = (owners: Owners, team: Team): string[] => {
  const { teams } = owners;
  const { parent, successor, to } = team;
  return [
    ...team.costCentres.flatMap(findEmptyValidity),
    ...overlapping(team),
    ...unknownTeam(owners, 'its parent', parent),
    ...unknownTeam(owners, 'its successor', successor),
    ...(isInCircle(team, teams, (each) => each.parent) ? ['is part of itself by its parents'] : []),
    ...(isInCircle(team, teams, (each) => each.successor) ? ['succeeds itself by its successors'] : []),
    ...(successor !== undefined && to === undefined
      ? ['has a successor but no end; expected "to", from when on the successor stands in its place']
      : []),
  ];
};

const teamsOfRule = ({ owner }: OwnerRule): string[] => {
  switch (owner.kind) {
    case 'team':
      return [owner.team];
    case 'tag':
      return [];
    case 'shares':
      return owner.shares.map(({ team }) => team);
  }
};

const unrecordedTags = ({ tags }: Owners, { match: { tag } }: OwnerRule): string[] =>
  tag === undefined || tag.of.some((bearer) => tags[bearer].includes(tag.key))
    ? []
    : [
        `looks at the tag ${tag.key}, which is never recorded; expected it in tags.${tag.of.join(' or tags.')}`,
      ];

const faultsOfRule = (owners: Owners, rule: OwnerRule): string[] => [
  ...teamsOfRule(rule).flatMap((team) =>
    owners.aliases.has(team)
      ? [`names the alias "${team}"; expected the code ${owners.aliases.get(team)}`]
      : unknownTeam(owners, 'an owner', team),
  ),
  ...unrecordedTags(owners, rule),
];

const faultsOfAliases = (owners: Owners): Fault[] =>
  [...owners.aliases].flatMap(([alias, code]) => {
    const isCode = owners.teams.some((team) => team.code === alias);
    return [
      ...(isCode ? ['is a team itself; expected another name'] : []),
      ...(owners.aliases.has(code) ? [`stands for the alias "${code}"; expected a code`] : []),
      ...unknownTeam(owners, 'its team', code),
    ].map((what) => ({ where: `aliases "${alias}"`, what }));
  });

const faultsOfPayer = (owners: Owners, rule: PayerRule): string[] => {
  const { payer } = rule;
  const weighted = payer.kind === 'weights' ? [...payer.weights.keys()] : [];
  const teams = payer.kind === 'team' ? [payer.team] : weighted;
  return [...findEmptyValidity(rule), ...teams.flatMap((team) => unknownTeam(owners, 'a payer', team))];
};

/** All that is wrong with what an owners document says, where each part of it is well formed. */
export const findOwnerFaults = (owners: Owners): Fault[] => {
  const doubleTeams = findDuplicates(owners.teams.map(({ code }) => code));
  return [
    ...owners.teams.flatMap((team) =>
      [
        ...(doubleTeams.has(team.code) ? ['is listed twice; expected one team a code'] : []),
        ...faultsOfTeam(owners, team),
      ].map((what) => ({ where: `teams "${team.code}"`, what })),
    ),
    ...faultsOfAliases(owners),
    ...findRuleFaults(owners.rules),
    ...owners.rules.flatMap((rule) =>
      faultsOfRule(owners, rule).map((what) => ({ where: `rules "${rule.name}"`, what })),
    ),
    ...owners.payers.flatMap((rule) =>
      faultsOfPayer(owners, rule).map((what) => ({ where: `payers "${rule.name}"`, what })),
    ),
  ];
};
