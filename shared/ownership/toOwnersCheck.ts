import type { OwnersCheck, Sum } from '#shared/domain/checkOwners.ts';
import { formatSteps, roundTogether } from '#shared/domain/money.ts';

type Figures = { gpuSeconds: number; costUsd: string };

/** Figures that add up to their rounded total, nine places. */
const toFigures = (sums: readonly Sum[]): Figures[] => {
  const { rows } = roundTogether(sums.map(({ cost }) => cost));
  return sums.map(({ unitSeconds }, index) => ({
    gpuSeconds: unitSeconds,
    costUsd: formatSteps(rows[index] ?? 0n, 9),
  }));
};

const nothing: Figures = { gpuSeconds: 0, costUsd: formatSteps(0n, 9) };

/**
 * The check as a document, for the API and the command alike; `team: null` is nobody. What has no price counts with its
 * GPU-seconds only.
 */
export const toOwnersCheck = (check: OwnersCheck) => {
  const before = roundTogether(check.teams.map((each) => each.before.cost));
  const after = roundTogether(check.teams.map((each) => each.after.cost));
  const owned = toFigures(check.rules.map((each) => each.owned));
  const overlapped = toFigures(check.rules.map((each) => each.overlapped));
  const unmatched = toFigures(check.unmatched);
  const lookAlikes = toFigures(check.lookAlikes);
  const [total = nothing] = toFigures([check.total]);
  return {
    currency: 'USD' as const,
    teams: check.teams.map(({ team = null }, index) => {
      const was = before.rows[index] ?? 0n;
      const is = after.rows[index] ?? 0n;
      return {
        team,
        nowUsd: formatSteps(was, 9),
        thenUsd: formatSteps(is, 9),
        changeUsd: formatSteps(is - was, 9),
      };
    }),
    rules: check.rules.map(({ name }, index) => ({
      name,
      ...(owned[index] ?? nothing),
      overlappedUsd: (overlapped[index] ?? nothing).costUsd,
    })),
    unmatched: check.unmatched.map(({ component, endpoint, model }, index) => ({
      component,
      endpoint,
      ...(model === undefined ? {} : { model }),
      ...(unmatched[index] ?? nothing),
    })),
    lookAlikes: check.lookAlikes.map(({ name, proposed = null }, index) => ({
      name,
      proposed,
      ...(lookAlikes[index] ?? nothing),
    })),
    total,
  };
};
