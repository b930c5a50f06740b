import { timeCells } from '#cli/ask/costs/stepCells.ts';
import { formatNumber } from '#cli/ask/formatNumber.ts';
import { metaNotes } from '#cli/ask/metaNotes.ts';
import { defineView } from '#cli/ask/view.ts';
import { duration } from '#cli/formatAmounts.ts';
import { plainText } from '#cli/plainText.ts';
import { renderTable } from '#cli/renderTable.ts';
import {
  type AllocationChangeRow,
  type AllocationChangesAnswer,
  allocationChangesOperation,
} from '#shared/api/allocationChangesOperation.ts';

const teamOf = ({ team }: AllocationChangeRow['owners'][number]): string => team ?? '(unowned)';

/** `ads`, or of what several share each with its parts: `ads 1, search 2` */
const describeOwners = ({ owners }: AllocationChangeRow): string =>
  owners.length === 1
    ? owners.map(teamOf).join('')
    : owners.map((owner) => `${teamOf(owner)} ${owner.parts}`).join(', ');

const renderAllocations = ({ rows, meta }: AllocationChangesAnswer): string => {
  const ats = timeCells(
    rows.map(({ at }) => at),
    meta.window.zone,
  );
  const names = ['AT', 'ENDPOINT', 'INSTANCE TYPE', 'COMPONENT', 'TEAM', 'SCALED'];
  const cells = rows.map((row, index) => [
    ats[index] ?? '',
    row.endpoint,
    row.instanceType,
    row.component,
    describeOwners(row),
    row.direction,
    `${formatNumber(row.from)} → ${formatNumber(row.to)}${row.unit === 'vcpu' ? ' vCPUs' : ' GPUs'}`,
    duration(row.withinSeconds),
  ]);
  return renderTable([...names, 'HELD', 'WITHIN'], cells, names.length);
};

/** Scale-outs and scale-ins, as `tenner check` shows them. */
export const allocationsView = defineView(allocationChangesOperation, {
  examples: [
    ['', 'today, up to what is settled'],
    ['--window yesterday --filter endpoint:chat-prod', 'of one endpoint'],
    ['--window 7d --filter direction:out --all --csv > out.csv', 'a week of scale-outs for a spreadsheet'],
  ],
  // A month is more than can be asked for at once.
  defaults: { window: 'today' },
  render: (answer) => {
    const nothing =
      answer.next === null ? 'Nothing was scaled.' : 'Nothing was scaled in the time that this page is of.';
    const table = answer.rows.length === 0 ? nothing : renderAllocations(answer);
    return `${table}\n\n${metaNotes(answer.meta).map(plainText).join('\n')}`;
  },
});
