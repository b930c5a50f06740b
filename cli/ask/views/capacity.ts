import { stepCells } from '#cli/ask/costs/stepCells.ts';
import { metaNotes } from '#cli/ask/metaNotes.ts';
import { defineView } from '#cli/ask/view.ts';
import { twoDecimals } from '#cli/formatAmounts.ts';
import { plainText } from '#cli/plainText.ts';
import { renderTable } from '#cli/renderTable.ts';
import {
  type CapacityAnswer,
  type CapacityAnswerRow,
  capacityOperation,
} from '#shared/api/capacityOperation.ts';

const units: Readonly<Record<CapacityAnswerRow['unit'], string>> = {
  accelerator: 'GPUs',
  vcpu: 'vCPUs',
  instance: 'instances',
};

const figures = ['instances', 'total', 'allocated', 'idle', 'unknown'] as const;

/** `unplaced 1.00, stranded 0.33` */
const describeReasons = ({ idleBy, unknownBy }: CapacityAnswerRow): string =>
  Object.entries({ ...idleBy, ...unknownBy })
    .filter(([, count]) => count > 0)
    .map(([reason, count]) => `${reason} ${twoDecimals(count)}`)
    .join(', ');

const renderCapacity = ({ rows, meta }: CapacityAnswer): string => {
  const froms = stepCells(
    rows.map(({ from }) => from),
    meta.window.zone,
  );
  const cells = rows.map((row, index) => [
    froms[index] ?? '',
    row.variant,
    row.instanceType,
    units[row.unit],
    describeReasons(row),
    ...figures.map((name) => twoDecimals(row[name])),
  ]);
  const names = ['FROM', 'VARIANT', 'INSTANCE TYPE', 'UNIT', 'IDLE OR UNKNOWN'];
  return renderTable([...names, ...figures.map((name) => name.toUpperCase())], cells, names.length);
};

/** Means of what an endpoint has, step by step. */
export const capacityView = defineView(capacityOperation, {
  examples: [
    ['--window today --step 1h', 'hour by hour'],
    ['--window 7d --step 1d', 'the last seven days, day by day'],
    ['--window yesterday --csv', 'for a spreadsheet'],
  ],
  render: (answer) => {
    const { endpoint, step, rows, meta } = answer;
    const notes = [`capacity: of ${endpoint}, means of ${step}`, ...metaNotes(meta)];
    const table = rows.length === 0 ? 'There is no capacity in this window.' : renderCapacity(answer);
    return `${table}\n\n${notes.map(plainText).join('\n')}`;
  },
});
