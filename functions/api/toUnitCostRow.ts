import { toLabelFields } from '#shared/api/labelFields.ts';
import { unitCostFields } from '#shared/api/unitCostFields.ts';
import type { UnitCostAnswer, UnitCostRow } from '#shared/api/unitCostsOperations.ts';
import type { UnitCost } from '#shared/domain/measure.ts';
import { formatDollars } from '#shared/domain/money.ts';
import type { UnitCostLine } from '#shared/domain/unitCosts.ts';
import { toUsd } from './costFigures.ts';

const toUnitCost = (each: UnitCost): UnitCostAnswer => {
  switch (each.kind) {
    case 'cost':
      return {
        kind: 'cost',
        usd: toUsd(each.withIdle),
        withoutIdleUsd: toUsd(each.own),
        smallSample: each.isSmallSample,
      };
    case 'no traffic':
      return {
        kind: 'noTraffic',
        spentUsd: formatDollars(each.withIdle),
        spentWithoutIdleUsd: formatDollars(each.own),
      };
    case 'unknown':
      return { kind: 'unknown', reason: each.gap };
  }
};

/** Unit costs as a row of an answer. */
export const toUnitCostRow = (line: UnitCostLine): UnitCostRow => ({
  ...toLabelFields(line.labels),
  ...unitCostFields(line, toUnitCost),
});
