import { shareSeen } from '#shared/domain/completeness.ts';
import { formatSteps, roundTogether } from '#shared/domain/money.ts';
import type { CostSummary } from '#shared/domain/sumCosts.ts';
import { formatInstant, type Instant } from '#shared/domain/time.ts';

/**
 * The cost document of `--json`. The exact total is rounded once to nine places; the rows are rounded so that they
 * add up to it. `completeness` is the share of expected slots seen, 0 to 1. A row without a price has `costUsd: null` and is not in the total.
 */
export const toCostDocument = (range: { from: Instant; to: Instant }, summary: CostSummary) => {
  const priced = summary.rows.flatMap(({ cost }) => (cost === undefined ? [] : [cost]));
  const { total, rows: steps } = roundTogether(priced);
  const rounded = steps.values();
  return {
    from: formatInstant(range.from),
    to: formatInstant(range.to),
    currency: 'USD',
    rows: summary.rows.map(({ kind, endpoint, reason, blocker, component, team, gpuSeconds, cost }) => ({
      kind,
      endpoint,
      ...(reason === undefined ? {} : { reason }),
      ...(blocker === undefined ? {} : { blocker }),
      ...(component === undefined ? {} : { component }),
      ...(team === undefined ? {} : { team }),
      gpuSeconds,
      costUsd: cost === undefined ? null : formatSteps(rounded.next().value ?? 0n, 9),
    })),
    total: {
      gpuSeconds: summary.gpuSeconds,
      costUsd: formatSteps(total, 9),
      completeness: shareSeen(summary.completeness),
    },
  };
};
