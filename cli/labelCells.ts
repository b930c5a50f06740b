import type { Aggregate } from '#shared/domain/aggregate.ts';
import type { LineLabels } from '#shared/domain/aggregateCosts.ts';
import { absentLabel } from './absentLabels.ts';

/** `stranded, a copy needs 3` */
const describeReason = ({ reason, blocker }: LineLabels): string =>
  `${reason ?? ''}${blocker === undefined ? '' : `, a copy needs ${blocker}`}`;

/** Cells of what nobody holds and a team pays for: what it is stands in the first column that has no label, or beside the team. */
const paidCells = ({ labels }: LineLabels, aggregate: readonly Aggregate[], what: string): string[] => {
  const free = aggregate.find((by) => labels.get(by) === undefined);
  return aggregate.map((by) => {
    if (by === free) return what;
    return free === undefined && by === 'team' ? `${labels.get(by)}, ${what}` : (labels.get(by) ?? '');
  });
};

/**
 * The labels' cells. What is idle or unknown says so, and why, in the columns of which it has no label: in two, or in one as
 * `idle: empty`.
 */
export const labelCells = (line: LineLabels, aggregate: readonly Aggregate[]): string[] => {
  const { labels } = line;
  if (line.kind === 'allocated') return aggregate.map((by) => labels.get(by) ?? absentLabel(by));
  const texts = [line.kind, describeReason(line)].filter((text) => text !== '');
  if (labels.get('team') !== undefined) return paidCells(line, aggregate, texts.join(': '));
  const free = aggregate.filter((by) => labels.get(by) === undefined);
  const cells = free.length > 1 ? texts.values() : [texts.join(': ')].values();
  const filled = aggregate.map((by) => labels.get(by) ?? cells.next().value ?? '');
  const [first = '', ...others] = filled;
  return free.length === 0 ? [[first, ...cells].join('  '), ...others] : filled;
};
