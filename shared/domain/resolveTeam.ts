import type { Owners, Team } from './owners.ts';
import type { Instant } from './time.ts';
import { isInForce } from './validity.ts';

/** A team as it pays at a time: `code` is undefined for one that was dissolved without a successor. */
export type ResolvedTeam = { code: string | undefined; costCentre: string | undefined };

const findTeam = ({ teams }: Owners, code: string): Team | undefined =>
  teams.find((team) => team.code === code);

/** The team itself, or who has taken its place by then. */
const succeed = (owners: Owners, team: Team, time: Instant): Team | undefined => {
  if (team.to === undefined || time < team.to) return team;
  const successor = team.successor === undefined ? undefined : findTeam(owners, team.successor);
  return successor && succeed(owners, successor, time);
};

/** The team that a name, a code or an alias of one, means at a time; undefined for a name that means none. */
export const resolveTeam = (owners: Owners, name: string, time: Instant): ResolvedTeam | undefined => {
  const code = owners.aliases.get(name) ?? name;
  if (owners.teams.length === 0) return { code, costCentre: undefined };
  const named = findTeam(owners, code);
  if (named === undefined) return undefined;
  const team = succeed(owners, named, time);
  const centre = team?.costCentres.find((each) => isInForce(each, time));
  return { code: team?.code, costCentre: centre?.costCentre };
};
