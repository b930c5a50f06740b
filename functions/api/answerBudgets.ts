import { type BudgetsAnswer, budgetsOperation } from '#shared/api/budgetsOperation.ts';
import { requireValues } from '#shared/api/readQuery.ts';
import { readStandings } from '#shared/budgets/readStandings.ts';
import type { Identity } from '#shared/domain/access.ts';
import type { Budget } from '#shared/domain/budgets/budget.ts';
import { compareText } from '#shared/domain/heldRows.ts';
import { budgetCells } from './budgetCells.ts';
import { formatCursor, parseCursor, questionKey } from './cursor.ts';
import type { ApiDeps } from './deps.ts';
import { budgetsSeenBy } from './findBudgets.ts';
import { nextQuery } from './paginate.ts';
import { defineRoute } from './route.ts';
import { toBudgetStanding } from './toBudgetStanding.ts';
import { unknownName } from './unknownName.ts';

/** @throws NotFoundError for a team that nobody knows of, or that is not the asker's. */
const requireTeam = async (
  team: string,
  { role, teams }: Identity,
  seen: readonly Budget[],
  { owners }: Pick<ApiDeps, 'owners'>,
): Promise<void> => {
  const named = seen.flatMap(({ scope }) => scope.get('team') ?? []);
  const own = role === 'team' ? teams : (await owners.readInForce()).document.teams.map(({ code }) => code);
  if (![...named, ...own].includes(team)) throw unknownName('team', team, [...named, ...own]);
};

/** Budgets and how they stand. */
export const answerBudgets = defineRoute(
  budgetsOperation,
  async ({ request, identity, query, now }, deps) => {
    const { faults, values } = query;
    const key = questionKey(budgetsOperation.path, request.query, identity.teams);
    const cursor = values.cursor === undefined ? undefined : parseCursor(values.cursor, key);
    if (cursor !== undefined && 'fault' in cursor) faults.push({ parameter: 'cursor', detail: cursor.fault });
    const { team, archived, limit } = requireValues(query);

    const { document } = await deps.budgets.readInForce();
    const seen = budgetsSeenBy(identity, document.budgets);
    if (team !== undefined) await requireTeam(team, identity, seen, deps);
    const last =
      cursor !== undefined && 'kind' in cursor && cursor.kind === 'labels' ? cursor.after[0] : undefined;
    const left = seen
      .filter((budget) => archived || !budget.archived)
      .filter(({ scope }) => team === undefined || scope.get('team') === team)
      .toSorted((a, b) => compareText(a.name, b.name))
      .filter(({ name }) => typeof last !== 'string' || compareText(name, last) > 0);
    const page = left.slice(0, limit);
    const end = page.at(-1);
    const next =
      end === undefined || page.length === left.length
        ? null
        : formatCursor({ kind: 'labels', window: { from: now, to: now }, after: [end.name] }, key);
    const stateOf = await readStandings(page, deps.alerts);
    const budgets = page.map((budget) => toBudgetStanding(budget, stateOf(budget), now));
    const body: BudgetsAnswer = { budgets, next };
    return { body, cells: budgetCells(budgets), next: nextQuery(request.query, next) };
  },
);
