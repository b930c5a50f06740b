import type { OwnerRule, Owners, Team } from '#shared/domain/owners.ts';
import type { PayerRule } from '#shared/domain/payers.ts';
import { theBeginning } from '#shared/domain/time.ts';
import type { Fault } from '#shared/settings/documentFault.ts';
import type { PlaceOf } from '#shared/settings/documentReader.ts';
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

/** The codes of teams to which links from team to team lead back. Each team is come by once. */
const findCircles = (teams: readonly Team[], next: (team: Team) => string | undefined): Set<string> => {
  const links = new Map(teams.toReversed().map((team) => [team.code, next(team)]));
  const walks = new Map<string, number>();
  const circles = new Set<string>();
  for (const [walk, { code: start }] of teams.entries()) {
    let code: string | undefined = start;
    while (code !== undefined && !walks.has(code)) {
      walks.set(code, walk);
      code = links.get(code);
    }
    // A walk that comes upon itself has found a circle; one that comes upon another has not.
    if (code === undefined || walks.get(code) !== walk) continue;
    while (code !== undefined && !circles.has(code)) {
      circles.add(code);
      code = links.get(code);
    }
  }
  return circles;
};

/** Nobody reads a longer list. */
const mostNames = 30;

/** The teams that a document lists; where it lists none, every name is one. */
type KnownTeams = { codes: ReadonlySet<string>; expected: string };

const knownTeams = ({ teams }: Owners): KnownTeams => {
  const codes = new Set(teams.map(({ code }) => code));
  const others = codes.size - mostNames;
  const list = [...codes].slice(0, mostNames).join(', ');
  return { codes, expected: others > 0 ? `${list} and ${others} others` : list };
};

/** Why a name is no team. */
const unknownTeam = ({ codes, expected }: KnownTeams, role: string, code: string | undefined): string[] =>
  code === undefined || codes.size === 0 || codes.has(code)
    ? []
    : [`names "${code}" as ${role}, which teams does not list; expected one of ${expected}`];

const createFaultsOfTeam = ({ teams }: Owners, known: KnownTeams) => {
  const parentCircles = findCircles(teams, ({ parent }) => parent);
  const successorCircles = findCircles(teams, ({ successor }) => successor);
  return (team: Team): string[] => {
    const { code, parent, successor, to } = team;
    const isOwnPart = parent !== undefined && parentCircles.has(code);
    const isOwnHeir = successor !== undefined && successorCircles.has(code);
    return [
      ...team.costCentres.flatMap(findEmptyValidity),
      ...overlapping(team),
      ...unknownTeam(known, 'its parent', parent),
      ...unknownTeam(known, 'its successor', successor),
      ...(isOwnPart ? ['is part of itself by its parents'] : []),
      ...(isOwnHeir ? ['succeeds itself by its successors'] : []),
      ...(successor !== undefined && to === undefined
        ? ['has a successor but no end; expected "to", from when on the successor stands in its place']
        : []),
    ];
  };
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

const faultsOfRule = (owners: Owners, known: KnownTeams, rule: OwnerRule): string[] => [
  ...teamsOfRule(rule).flatMap((team) =>
    owners.aliases.has(team)
      ? [`names the alias "${team}"; expected the code ${owners.aliases.get(team)}`]
      : unknownTeam(known, 'an owner', team),
  ),
  ...unrecordedTags(owners, rule),
];

const faultsOfAliases = ({ aliases }: Owners, known: KnownTeams): Fault[] =>
  [...aliases].flatMap(([alias, code]) => {
    return [
      ...(known.codes.has(alias) ? ['is a team itself; expected another name'] : []),
      ...(aliases.has(code) ? [`stands for the alias "${code}"; expected a code`] : []),
      ...unknownTeam(known, 'its team', code),
    ].map((what) => ({ path: ['aliases', alias], where: `aliases "${alias}"`, what }));
  });

const faultsOfPayer = (known: KnownTeams, rule: PayerRule): string[] => {
  const { payer } = rule;
  const weighted = payer.kind === 'weights' ? [...payer.weights.keys()] : [];
  const teams = payer.kind === 'team' ? [payer.team] : weighted;
  return [...findEmptyValidity(rule), ...teams.flatMap((team) => unknownTeam(known, 'a payer', team))];
};

/**
 * All that is wrong with what an owners document says, where each part of it is well formed.
 * @param placeOf where its teams, rules and payers stand.
 */
export const findOwnerFaults = (owners: Owners, placeOf: PlaceOf): Fault[] => {
  const doubleTeams = findDuplicates(owners.teams.map(({ code }) => code));
  const known = knownTeams(owners);
  const faultsOfTeam = createFaultsOfTeam(owners, known);
  return [
    ...owners.teams.flatMap((team) =>
      [
        ...(doubleTeams.has(team.code) ? ['is listed twice; expected one team a code'] : []),
        ...faultsOfTeam(team),
      ].map((what) => ({ path: placeOf(team), where: `teams "${team.code}"`, what })),
    ),
    ...faultsOfAliases(owners, known),
    ...findRuleFaults(owners.rules, placeOf),
    ...owners.rules.flatMap((rule) =>
      faultsOfRule(owners, known, rule).map((what) => ({
        path: placeOf(rule),
        where: `rules "${rule.name}"`,
        what,
      })),
    ),
    ...owners.payers.flatMap((rule) =>
      faultsOfPayer(known, rule).map((what) => ({
        path: placeOf(rule),
        where: `payers "${rule.name}"`,
        what,
      })),
    ),
  ];
};
