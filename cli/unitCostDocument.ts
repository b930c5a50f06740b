import { unitCostFields } from '#shared/api/unitCostFields.ts';
import type { UnitCost } from '#shared/domain/measure.ts';
import { formatDollars, formatSteps } from '#shared/domain/money.ts';
import type { UnitCostLine } from '#shared/domain/unitCosts.ts';
import { labelFields } from './labelFields.ts';

/** A unit cost in dollars to nine places; or what was spent on no traffic; or why it is not known. */
const toUnitCost = (each: UnitCost) => {
  switch (each.kind) {
    case 'cost':
      return {
        usd: formatSteps(each.withIdle, 9),
        withoutIdleUsd: formatSteps(each.own, 9),
        ...(each.isSmallSample ? { smallSample: true } : {}),
      };
    case 'no traffic':
      return {
        note: `no traffic, $${formatDollars(each.withIdle, 2)} spent`,
        spentUsd: formatDollars(each.withIdle),
        spentWithoutIdleUsd: formatDollars(each.own),
      };
    case 'unknown':
      return { note: `unknown: ${each.gap}` };
  }
};

/** `unitCosts` of `--json`, a row for each label or labels. */
export const toUnitCostRows = (lines: readonly UnitCostLine[]) =>
  lines.map((line) => ({
    endpoint: line.labels.get('endpoint'),
    ...labelFields(line.labels),
    ...unitCostFields(line, toUnitCost),
  }));
