import { type CostsAnswer, costsOperation } from '#shared/api/costsOperation.ts';
import { FaultyRequestError } from '#shared/api/fault.ts';
import { requireValues } from '#shared/api/readQuery.ts';
import { arrangeLines, placeOf } from '#shared/costs/arrangeLines.ts';
import { unitsPerNanoDollar } from '#shared/domain/money.ts';
import { roundLines } from '#shared/domain/roundLines.ts';
import { askCosts } from './askCosts.ts';
import { rowCells } from './costCells.ts';
import { revisionOf, toMeta } from './costFigures.ts';
import { nextQuery, paginate, toOrder } from './paginate.ts';
import { readLines } from './readLines.ts';
import { defineRoute } from './route.ts';
import { toCostRow, toWindowText } from './toCostRow.ts';
import { toTotal } from './toTotal.ts';

/** Costs of a window, by labels and steps. */
export const answerCosts = defineRoute(costsOperation, async (asked, deps) => {
  const { request, identity, query } = asked;
  const { time, question, cursor, key } = await askCosts(costsOperation.path, asked, deps);
  const { aggregate, costBasis, sort, top, limit } = requireValues(query);
  if (time === undefined) throw new FaultyRequestError(query.faults);
  const { window } = time;
  const steps = time.isAccumulated ? [window] : time.steps;

  const { lines, facts, scope } = await readLines(question, query.values, time, identity, deps);
  const order = toOrder(sort);
  const arranged = arrangeLines(lines, aggregate, { order, top });
  const all = arranged.map(({ line }) => line);
  const rounded = roundLines(all, costBasis, unitsPerNanoDollar);
  const revision = revisionOf(arranged);
  const page = paginate(arranged.map(placeOf), cursor, { order, limit, revision, window, question: key });
  const times = steps.map(toWindowText);
  const rows = arranged.slice(page.first, page.first + page.count).flatMap((line, index) => {
    const figures = rounded.lines[page.first + index];
    return figures === undefined ? [] : [toCostRow(line, figures, times)];
  });
  const meta = toMeta(time, question, costBasis, facts, { scope, revision });
  const body: CostsAnswer = { meta, rows, total: toTotal(all, rounded.total), next: page.next };
  const cells = rowCells(['from', 'to'], rows, aggregate, costBasis);
  return { body, meta, cells, next: nextQuery(request.query, page.next) };
});
