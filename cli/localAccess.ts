import { localAccount } from '#local/fleetRun.ts';

/** The groups that a local run's tokens may name: who administers, finance, and each team. */
export const localGroups = { admins: 'admins', finance: 'finance', ofTeam: (team: string) => `team-${team}` };

/** The access document of a local run: its groups, and whoever signs with its own key. */
export const localAccess = (teams: readonly string[]): string =>
  JSON.stringify(
    {
      grants: [
        { name: 'admins', group: localGroups.admins, role: 'admin' },
        { name: 'finance', group: localGroups.finance, role: 'finance' },
        ...teams.map((team) => ({
          name: `team ${team}`,
          group: localGroups.ofTeam(team),
          role: 'team',
          teams: [team],
        })),
        { name: "this machine's key", iam: `arn:aws:iam::${localAccount}:role/local`, role: 'admin' },
      ],
    },
    null,
    2,
  );
