import type { CostAnswerRow, CostRowFields } from '#shared/api/costsOperation.ts';
import { toLabelFields } from '#shared/api/labelFields.ts';
import type { ArrangedLine } from '#shared/costs/arrangeLines.ts';
import type { LineAmount } from '#shared/domain/aggregateCosts.ts';
import type { RoundedLine } from '#shared/domain/roundLines.ts';
import { formatInstant } from '#shared/domain/time.ts';
import { unitsPerVcpu } from '#shared/domain/unit.ts';
import { usedPerSecond } from '#shared/domain/usage.ts';
import type { Window } from '#shared/domain/window.ts';
import { toUsd } from './costFigures.ts';

export const toAmounts = (
  { gpuSeconds, vcpuSeconds }: Omit<LineAmount, 'cost'>,
  cost: bigint | undefined,
) => ({
  gpuSeconds,
  ...(vcpuSeconds === 0 ? {} : { vcpuSeconds: vcpuSeconds / unitsPerVcpu }),
  costUsd: cost === undefined ? null : toUsd(cost),
});

const amountField = <Name extends string>(name: Name, value: bigint | undefined) =>
  (value === undefined ? {} : { [name]: toUsd(value) }) as Partial<Record<Name, string>>;

/** What a held line's cost is made of. */
const toParts = ({ line, parts }: RoundedLine): Partial<CostRowFields> => {
  if (line.kind !== 'allocated') return {};
  const usage =
    parts.used === undefined || line.usage === undefined
      ? {}
      : {
          usedGpuSeconds: line.usage.used / usedPerSecond,
          unmeasuredGpuSeconds: line.usage.unmeasured,
        };
  return {
    ...amountField('heldUsd', parts.held),
    ...amountField('usedUsd', parts.used),
    ...amountField('wasteUsd', parts.waste),
    ...amountField('unmeasuredUsd', parts.unmeasured),
    ...amountField('idleUsd', parts.idle),
    ...(line.idle.gpuSeconds === 0 ? {} : { idleGpuSeconds: line.idle.gpuSeconds }),
    ...usage,
    ...(line.traffic === undefined ? {} : { invocations: line.traffic.invocations }),
  };
};

/** What a line is of, and what it comes to. */
export const toRowFields = (rounded: RoundedLine, isRest = false): CostRowFields => {
  const { line } = rounded;
  return {
    kind: isRest ? 'rest' : line.kind,
    ...(line.reason === undefined ? {} : { reason: line.reason }),
    ...(line.blocker === undefined ? {} : { blocker: line.blocker }),
    ...toLabelFields(line.labels),
    ...toAmounts(line, rounded.cost),
    ...(isRest ? {} : toParts(rounded)),
  };
};

export const toWindowText = ({ from, to }: Window) => ({ from: formatInstant(from), to: formatInstant(to) });

/** A line as a row of an answer. @param times of the steps, in order. */
export const toCostRow = (
  { step, isRest }: ArrangedLine,
  rounded: RoundedLine,
  times: readonly ReturnType<typeof toWindowText>[],
): CostAnswerRow => ({ ...(times[step] ?? { from: '', to: '' }), ...toRowFields(rounded, isRest) });
