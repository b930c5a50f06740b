import { labelCell } from '#shared/api/labelFields.ts';
import {
  tokenCostNames,
  type UnitCostAnswer,
  type UnitCostRow,
  unitCostNames,
} from '#shared/api/unitCostsOperations.ts';
import type { Aggregate } from '#shared/domain/aggregate.ts';
import type { Cells } from './respond.ts';

/** The cost with idle, without, and what is to be said of it; where there is none, why. */
const toCells = (each: UnitCostAnswer | undefined): string[] => {
  switch (each?.kind) {
    case undefined:
      return ['', '', ''];
    case 'cost':
      return [each.usd, each.withoutIdleUsd, each.smallSample ? 'small sample' : ''];
    case 'noTraffic':
      return ['', '', `no traffic, $${each.spentUsd} spent`];
    case 'unknown':
      return ['', '', `unknown: ${each.reason}`];
  }
};

const headOf = (name: string): string[] => [`${name}Usd`, `${name}WithoutIdleUsd`, `${name}Note`];

/** Rows as a table; the same columns on every page. @param hasTokens whether tokens were given. */
export const unitCostCells = (
  rows: readonly UnitCostRow[],
  aggregate: readonly Aggregate[],
  hasTokens: boolean,
): Cells => {
  const counts = ['tokensIn', 'tokensOut'] as const;
  const tokenHead = hasTokens ? [...counts, ...tokenCostNames.flatMap(headOf)] : [];
  return [
    [
      ...aggregate,
      'costUsd',
      'invocations',
      'uncountedSeconds',
      ...unitCostNames.flatMap(headOf),
      ...tokenHead,
    ],
    ...rows.map((row) => [
      ...aggregate.map((label) => labelCell(row, label)),
      row.costUsd ?? '',
      row.invocations,
      row.uncountedSeconds ?? 0,
      ...unitCostNames.flatMap((name) => toCells(row[name])),
      ...(hasTokens
        ? [...counts.map((name) => row[name] ?? ''), ...tokenCostNames.flatMap((name) => toCells(row[name]))]
        : []),
    ]),
  ];
};
