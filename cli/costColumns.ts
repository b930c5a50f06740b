import { formatSteps, type Money, money, roundTogether } from '#shared/domain/money.ts';
import type { PartName, RoundedLine } from '#shared/domain/roundLines.ts';
import type { CostView } from './costView.ts';
import { dollars } from './formatAmounts.ts';

/** The columns between GPU-hours and cost: what the cost is made of, where that is more than one thing. */
export const partColumns = (
  lines: readonly RoundedLine[],
  { costBasis }: Pick<CostView, 'costBasis'>,
  bearsIdle: boolean,
): PartName[] => {
  const borne: PartName[] = bearsIdle ? ['idle'] : [];
  if (costBasis === 'allocation') return borne.length === 0 ? [] : ['held', ...borne];
  const isUnmeasured = lines.some(({ line }) => (line.usage?.unmeasured ?? 0) > 0);
  return ['used', 'waste', ...(isUnmeasured ? (['unmeasured'] as const) : []), ...borne];
};

/** Only what is held is made of parts: the rest stands under cost alone. */
export const partCell = (each: RoundedLine, name: PartName): string => {
  if (each.line.kind !== 'allocated') return '';
  return each.cost === undefined ? '–' : dollars(each.parts[name] ?? 0n);
};

export const partTotal = (lines: readonly RoundedLine[], name: PartName): string =>
  dollars(lines.reduce((sum, each) => sum + (each.parts[name] ?? 0n), 0n));

/** Percent of the total with one decimal, by largest remainder, so that what is shown adds up to 100.0. */
export const toShares = (costs: readonly Money[], total: Money): string[] => {
  if (total === 0n) return costs.map(() => '–');
  const { rows } = roundTogether(
    costs.map((cost) => money(cost * 1_000n)),
    total,
  );
  return rows.map((tenths) => `${formatSteps(tenths, 1).replace('-', '−')} %`);
};

/** `costCentre` as the head of its column: `COST CENTRE` */
export const columnHead = (name: string): string => name.replace(/([a-z])([A-Z])/g, '$1 $2').toUpperCase();
