import { cent, dollars, hours, signedDollars } from '#cli/formatAmounts.ts';
import { renderTable, rule } from '#cli/renderTable.ts';
import type { OwnersCheck, Sum } from '#shared/domain/checkOwners.ts';
import { roundTogether } from '#shared/domain/money.ts';

/** Cents of some sums that add up to their rounded total, which stands behind them. */
const toCents = (sums: readonly Sum[]): bigint[] => {
  const { rows, total } = roundTogether(
    sums.map(({ cost }) => cost),
    cent,
  );
  return [...rows, total];
};

const renderTeams = ({ teams }: OwnersCheck): string => {
  const before = toCents(teams.map((each) => each.before));
  const after = toCents(teams.map((each) => each.after));
  const rows = [...teams.map(({ team }) => team ?? '(unowned)'), 'total'].map((team, index) => {
    const was = before[index] ?? 0n;
    const is = after[index] ?? 0n;
    return [team, dollars(was), dollars(is), signedDollars(is - was)];
  });
  return renderTable(['TEAM', 'NOW', 'THEN', 'CHANGE'], [...rows.slice(0, -1), rule, ...rows.slice(-1)], 1);
};

const renderRules = ({ rules, unmatched }: OwnersCheck): string => {
  const cents = toCents([...rules.map(({ owned }) => owned), ...unmatched]);
  const rest = cents.slice(rules.length, -1).reduce((sum, each) => sum + each, 0n);
  const rows = rules.map(({ name, owned, overlapped }, index) => [
    name,
    hours(owned.unitSeconds),
    dollars(cents[index] ?? 0n),
    overlapped.unitSeconds === 0 ? '' : dollars(toCents([overlapped]).at(-1) ?? 0n),
  ]);
  const restSeconds = unmatched.reduce((sum, { unitSeconds }) => sum + unitSeconds, 0);
  const none = ['(no rule)', hours(restSeconds), dollars(rest), ''];
  return renderTable(['RULE', 'GPU-HOURS', 'COST', 'OVERLAPPED'], [...rows, rule, none], 1);
};

const renderUnmatched = ({ unmatched }: OwnersCheck): string => {
  const cents = toCents(unmatched);
  const rows = unmatched.map(({ component, endpoint, model, unitSeconds }, index) => [
    component,
    endpoint,
    model ?? '',
    hours(unitSeconds),
    dollars(cents[index] ?? 0n),
  ]);
  return renderTable(['UNMATCHED', 'ENDPOINT', 'MODEL', 'GPU-HOURS', 'COST'], rows, 3);
};

const renderLookAlikes = ({ lookAlikes }: OwnersCheck): string => {
  const cents = toCents(lookAlikes);
  const rows = lookAlikes.map(({ name, proposed }, index) => [
    name,
    proposed === undefined ? 'like no team' : `"${name}": "${proposed}"`,
    dollars(cents[index] ?? 0n),
  ]);
  return renderTable(['NAME IN TAGS', 'PROPOSED ALIAS', 'COST'], rows, 2);
};

/** What an owners document would make of a range, for people; what has no price counts with its GPU-hours only. */
export const renderCheck = (check: OwnersCheck): string =>
  [
    renderTeams(check),
    renderRules(check),
    ...(check.unmatched.length === 0 ? [] : [renderUnmatched(check)]),
    ...(check.lookAlikes.length === 0 ? [] : [renderLookAlikes(check)]),
  ].join('\n\n');
