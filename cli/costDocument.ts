import { aggregateCosts } from '#shared/domain/aggregateCosts.ts';
import { shareSeen } from '#shared/domain/completeness.ts';
import { formatDollars, formatSteps, type Money, unitsPerNanoDollar } from '#shared/domain/money.ts';
import { type RoundedLine, roundLines } from '#shared/domain/roundLines.ts';
import type { IdlePolicy } from '#shared/domain/shareIdle.ts';
import { formatInstant, type Instant } from '#shared/domain/time.ts';
import { unitsPerVcpu } from '#shared/domain/unit.ts';
import type { UnitCostLine } from '#shared/domain/unitCosts.ts';
import { usedPerSecond } from '#shared/domain/usage.ts';
import type { CostReport } from './costReport.ts';
import type { CostView } from './costView.ts';
import { sharedRows } from './sharedRows.ts';
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
 * `costUsd: null` and is not in the total. At the charge rate `costUsd` is what is charged, and rows of kind `variance` make the sum
 * the cost.
 *
 * @param unusedCommitment of the range: told beside the rows, in none of them and not in the total. What a row has none of is undefined, which JSON leaves out.
 */
export const toCostDocument = (
  range: { from: Instant; to: Instant },
  summary: CostReport,
  view: CostView,
  { unused, unitCosts }: { unused?: Money | undefined; unitCosts?: readonly UnitCostLine[] | undefined } = {},
) => {
  const lines = aggregateCosts(sharedRows(summary, view), view.aggregate);
  const rounded = roundLines(lines, view.costBasis, unitsPerNanoDollar);
  return {
    from: formatInstant(range.from),
    to: formatInstant(range.to),
    currency: 'USD',
    aggregate: view.aggregate,
    costBasis: view.costBasis,
    rate: view.rate === 'cost' ? undefined : view.rate,
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
        vcpuSeconds: each.line.vcpuSeconds === 0 ? undefined : each.line.vcpuSeconds / unitsPerVcpu,
        costUsd: dollars(each.cost),
        ...(view.costBasis === 'usage' ? usageFields(each) : {}),
        ...(view.idle.kind === 'separate' ? {} : idleFields(each)),
      };
    }),
    notMetered: summary.notMetered ?? [],
    total: {
      gpuSeconds: summary.gpuSeconds,
      costUsd: formatSteps(rounded.total, 9),
      completeness: shareSeen(summary.completeness),
    },
    unusedCommitmentUsd: unused === undefined ? undefined : formatDollars(unused),
    ...(unitCosts === undefined ? {} : { unitCosts: toUnitCostRows(unitCosts) }),
  };
};
