import type { Aggregate } from '#shared/domain/aggregate.ts';
import { addToLines, type CostLine } from '#shared/domain/aggregateCosts.ts';
import { type Evidence, evidences } from '#shared/domain/bucket.ts';
import { addCompleteness, type Completeness } from '#shared/domain/completeness.ts';
import type { SharedRow } from '#shared/domain/shareIdle.ts';
import { earliest, type Instant } from '#shared/domain/time.ts';
import { unitsPerVcpu } from '#shared/domain/unit.ts';
import type { CostGroup } from './readCosts.ts';

/** Whose rows may be seen: everybody's, or those of some teams alone. */
export type Scope = { kind: 'all' } | { kind: 'teams'; teams: readonly string[] };

/** One line of one step. */
export type StepLine = { step: number; line: CostLine };

/** What is known of all figures together. */
export type CostFacts = {
  completeness: Completeness;
  /** The weakest; undefined for no figure. */
  evidence: Evidence | undefined;
  /** Up to when all is settled; undefined where nothing of it runs any more, or there is no figure. */
  settledThrough: Instant | undefined;
  backfilled: boolean;
};

/** What is known of the figures of both. */
export const addFacts = (a: CostFacts, b: CostFacts): CostFacts => {
  const [first, ...others] = [a, b].flatMap(({ settledThrough }) => settledThrough ?? []);
  return {
    completeness: addCompleteness(a.completeness, b.completeness),
    evidence: evidences.findLast((each) => a.evidence === each || b.evidence === each),
    settledThrough: first === undefined ? undefined : earliest(first, ...others),
    backfilled: a.backfilled || b.backfilled,
  };
};

export type CostTally = {
  add(group: CostGroup): void;
  /** In no order. */
  lines(): StepLine[];
  facts(): CostFacts;
};

export const isInScope = ({ team }: Pick<SharedRow, 'team'>, scope: Scope): boolean =>
  scope.kind === 'all' || (team !== undefined && scope.teams.includes(team));

/** Of rows alone: what of them is not unknown. Units of other kinds are weighed as they are counted. */
const completenessOfRows = (rows: readonly SharedRow[]): Completeness => {
  const sum = { seen: 0, expected: 0 };
  for (const { kind, unit, unitSeconds } of rows) {
    const seconds = unit === 'vcpu' ? unitSeconds / unitsPerVcpu : unitSeconds;
    sum.expected += seconds;
    if (kind !== 'unknown') sum.seen += seconds;
  }
  return sum;
};

/**
 * Adds up the rows that somebody may see and asks for, as they are read.
 *
 * For whoever may see all, completeness is that of the pools that the figures are of. For a team it is of its own rows alone:
 * of the pools it would tell of others.
 *
 * @param isWanted chooses rows, after idle capacity was shared.
 */
export const createCostTally = (
  aggregate: readonly Aggregate[],
  scope: Scope,
  isWanted: (row: SharedRow) => boolean,
): CostTally => {
  const steps = new Map<number, Map<string, CostLine>>();
  const facts = {
    completeness: { seen: 0, expected: 0 },
    evidences: new Set<Evidence>(),
    settled: [] as Instant[],
    backfilled: false,
  };
  const addFacts = (group: CostGroup, rows: readonly SharedRow[]): void => {
    const own = scope.kind === 'all' ? group.completeness : completenessOfRows(rows);
    facts.completeness = addCompleteness(facts.completeness, own);
    for (const evidence of group.evidences) facts.evidences.add(evidence);
    if (group.settledThrough !== undefined) facts.settled.push(group.settledThrough);
    facts.backfilled ||= group.backfilled;
  };
  return {
    add: (group) => {
      const rows = group.rows.filter((row) => isInScope(row, scope) && isWanted(row));
      if (rows.length === 0) return;
      addFacts(group, rows);
      const lines = steps.get(group.step) ?? new Map<string, CostLine>();
      steps.set(group.step, lines);
      for (const row of rows) addToLines(lines, row, aggregate);
    },
    lines: () => [...steps].flatMap(([step, lines]) => [...lines.values()].map((line) => ({ step, line }))),
    facts: () => {
      const [first, ...others] = facts.settled;
      return {
        completeness: facts.completeness,
        evidence: evidences.findLast((each) => facts.evidences.has(each)),
        settledThrough: first === undefined ? undefined : earliest(first, ...others),
        backfilled: facts.backfilled,
      };
    },
  };
};
