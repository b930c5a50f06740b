import { aggregateCosts } from '#shared/domain/aggregateCosts.ts';
import { shareSeen } from '#shared/domain/completeness.ts';
import { formatSteps, unitsPerNanoDollar } from '#shared/domain/money.ts';
import { type IdlePolicy, shareIdle } from '#shared/domain/shareIdle.ts';
import type { CostSummary } from '#shared/domain/sumCosts.ts';
import { formatInstant, type Instant } from '#shared/domain/time.ts';
import type { UnitCostLine } from '#shared/domain/unitCosts.ts';
import { usedPerSecond } from '#shared/domain/usage.ts';
import type { CostView } from './costView.ts';
import { type RoundedLine, roundLines } from './roundLines.ts';
import { toUnitCostRows } from './unitCostDocument.ts';

const dollars = (steps: bigint | undefined): string | null =>
  steps === undefined ? null : formatSteps(steps, 9);

const describePolicy = (idle: IdlePolicy) => {
  if (idle.kind === 'separate') return { policy: idle.kind };
  const { kind: policy, over } = idle;
  if (idle.kind !== 'weights') return { policy, over };
  const weights = Object.fromEntries([...idle.weights].map(([label, weight]) => [label, Number(weight)]));
  return { policy, over, of: idle.of, weights };
};

/** What is used, wasted and not known of what a component holds; its accelerator-seconds to a thousandth. */
const usageFields = ({ line, parts }: RoundedLine) =>
  line.usage === undefined
    ? {}
    : {
        usedGpuSeconds: line.usage.used / usedPerSecond,
        unmeasuredGpuSeconds: line.usage.unmeasured,
        usedUsd: dollars(parts.used),
        wasteUsd: dollars(parts.waste),
        unmeasuredUsd: dollars(parts.unmeasured),
      };

const idleFields = ({ line, parts, cost }: RoundedLine) =>
  line.kind === 'allocated' && cost !== undefined
    ? { idleGpuSeconds: line.idle.gpuSeconds, idleUsd: dollars(parts.idle) }
    : {};

/**
 * The cost document of `--json`. The exact total is rounded once to nine places; the rows, and what each is made of, are
 * rounded so that they add up to it. `completeness` is the share of expected slots seen, 0 to 1. A row without a price has
 * `costUsd: null` and is not in the total. What a row has none of is undefined, which JSON leaves out.
 */
export const toCostDocument = (
  range: { from: Instant; to: Instant },
  summary: CostSummary,
  view: CostView,
  unitCosts?: readonly UnitCostLine[],
) => {
  const lines = aggregateCosts(shareIdle(summary.rows, view.idle), view.aggregate);
  const rounded = roundLines(lines, view, unitsPerNanoDollar);
  return {
    from: formatInstant(range.from),
    to: formatInstant(range.to),
    currency: 'USD',
    aggregate: view.aggregate,
    costBasis: view.costBasis,
    idle: describePolicy(view.idle),
    rows: rounded.lines.map((each) => {
      const { kind, endpoint, reason, blocker, component, model, team, costCentre, product, gpuSeconds } =
        each.line;
      return {
        kind,
        endpoint,
        reason,
        blocker,
        component,
        model,
        team,
        costCentre,
        product,
        gpuSeconds,
        costUsd: dollars(each.cost),
        ...(view.costBasis === 'usage' ? usageFields(each) : {}),
        ...(view.idle.kind === 'separate' ? {} : idleFields(each)),
      };
    }),
    total: {
      gpuSeconds: summary.gpuSeconds,
      costUsd: formatSteps(rounded.total, 9),
      completeness: shareSeen(summary.completeness),
    },
    ...(unitCosts === undefined ? {} : { unitCosts: toUnitCostRows(unitCosts) }),
  };
};
