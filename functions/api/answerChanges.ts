import { type ChangeRow, type ChangesAnswer, changesOperation } from '#shared/api/changesOperation.ts';
import { FaultyRequestError } from '#shared/api/fault.ts';
import { labelCell, toLabelFields } from '#shared/api/labelFields.ts';
import { mostRows } from '#shared/api/questionParams.ts';
import { requireValues } from '#shared/api/readQuery.ts';
import { scopeOf } from '#shared/costs/identityScope.ts';
import { addFacts } from '#shared/costs/tallyCosts.ts';
import { type Aggregate, isAggregate } from '#shared/domain/aggregate.ts';
import type { LineAmount, LineLabels } from '#shared/domain/aggregateCosts.ts';
import { costChanges } from '#shared/domain/costChanges.ts';
import { type Filter, matchesFilter } from '#shared/domain/filter.ts';
import { formatDollars } from '#shared/domain/money.ts';
import { narrowChanges } from '#shared/domain/narrowChanges.ts';
import { formatInstant } from '#shared/domain/time.ts';
import { askCosts } from './askCosts.ts';
import { revisionOf, toMeta } from './costFigures.ts';
import { watchNames } from './namesIn.ts';
import { readRows } from './readRows.ts';
import { resolveAgainst } from './resolveAgainst.ts';
import type { Cells } from './respond.ts';
import { roundChanges } from './roundChanges.ts';
import { defineRoute } from './route.ts';
import { rowLabel } from './toCostQuestion.ts';
import { toAmounts } from './toCostRow.ts';

const toWhat = ({ kind, reason, blocker, labels }: LineLabels) => ({
  kind,
  ...(reason === undefined ? {} : { reason }),
  ...(blocker === undefined ? {} : { blocker }),
  ...toLabelFields(labels),
});

const toSide = ({ cost, ...seconds }: LineAmount) => ({
  ...toAmounts(seconds, undefined),
  costUsd: cost === undefined ? null : formatDollars(cost),
});

const isLineWanted =
  ({ filter, includeIdle }: { filter: Filter; includeIdle: boolean }) =>
  (line: LineLabels): boolean =>
    (includeIdle || line.kind !== 'idle') &&
    matchesFilter(filter, (label) => {
      if (label === 'kind' || label === 'reason') return line[label];
      return isAggregate(label) ? line.labels.get(label) : undefined;
    });

const amounts = ['changeUsd', 'quantityUsd', 'priceUsd', 'ownershipUsd', 'idleUsd'] as const;

const changeCells = (rows: readonly ChangeRow[], aggregate: readonly Aggregate[]): Cells => [
  [
    ...aggregate,
    'kind',
    'reason',
    'blocker',
    'beforeGpuSeconds',
    'afterGpuSeconds',
    'beforeUsd',
    'afterUsd',
    ...amounts,
  ],
  ...rows.map((row) => [
    ...aggregate.map((label) => labelCell(row, label)),
    row.kind,
    row.reason ?? '',
    row.blocker ?? '',
    row.before.gpuSeconds,
    row.after.gpuSeconds,
    row.before.costUsd ?? '',
    row.after.costUsd ?? '',
    ...amounts.map((name) => row[name]),
  ]),
];

/** Why costs changed from one period to another. */
export const answerChanges = defineRoute(changesOperation, async (asked, deps) => {
  const { identity, query } = asked;
  const { time, question } = await askCosts(changesOperation.path, asked, deps);
  const against = time && resolveAgainst(query.values.against, time, asked.now, query.faults);
  const { aggregate, filter, includeIdle } = requireValues(query);
  if (time === undefined || against === undefined) throw new FaultyRequestError(query.faults);

  const scope = scopeOf(identity);
  const before = await readRows(question, against, scope, deps);
  const after = await readRows(question, time.window, scope, deps);
  // Explained before anything is filtered away: what passed to or from the others is ownership.
  const filtered = filter.conditions.map(({ label }) => label).filter(isAggregate);
  const names = watchNames(filter, rowLabel, identity, deps);
  for (const row of [...before.rows, ...after.rows]) names.see(row);
  const all = costChanges(before.rows, after.rows, [...new Set([...aggregate, ...filtered])]);
  const changes = narrowChanges(all, aggregate, isLineWanted({ filter, includeIdle }));
  await names.refuseUnknown(changes.lines.length + changes.unpriced.length === 0);
  if (changes.lines.length > mostRows) {
    const detail = `would make ${changes.lines.length} rows, more than ${mostRows}; expected fewer labels or a filter`;
    throw new FaultyRequestError([{ parameter: 'aggregate', detail }]);
  }
  const isShared = scope.kind === 'teams' && question.idle.kind !== 'separate';
  const rounded = roundChanges(changes, isShared ? 'idle' : 'quantity');
  const rows = changes.lines.flatMap((line, index): ChangeRow[] => {
    const figures = rounded.lines[index];
    return figures === undefined ? [] : [{ ...toWhat(line), ...figures }];
  });
  const unpriced = changes.unpriced.map((line) => ({
    ...toWhat(line),
    before: toSide(line.before),
    after: toSide(line.after),
  }));
  const revision = revisionOf(changes);
  const facts = addFacts(before.facts, after.facts);
  const meta = toMeta(time, question, 'allocation', facts, { scope, revision });
  const body: ChangesAnswer = {
    meta,
    against: { from: formatInstant(against.from), to: formatInstant(against.to), zone: time.zone },
    rows,
    unpriced,
    total: {
      ...rounded.total,
      unpricedGpuSeconds: changes.unpriced.reduce((sum, each) => sum + each.after.gpuSeconds, 0),
    },
  };
  return { body, meta, cells: changeCells(rows, aggregate) };
});
