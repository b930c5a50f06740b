import {
  type CumulativeAnswer,
  type CumulativeRow,
  cumulativeOperation,
} from '#shared/api/cumulativeOperation.ts';
import { FaultyRequestError } from '#shared/api/fault.ts';
import { requireValues } from '#shared/api/readQuery.ts';
import { arrangeLines, placeOf } from '#shared/costs/arrangeLines.ts';
import { runTotals, toStretches } from '#shared/costs/runningTotals.ts';
import { unitsPerNanoDollar } from '#shared/domain/money.ts';
import { type RoundedLine, roundLines } from '#shared/domain/roundLines.ts';
import { formatInstant, theBeginning } from '#shared/domain/time.ts';
import { askCosts } from './askCosts.ts';
import { rowCells } from './costCells.ts';
import { revisionOf, toMeta } from './costFigures.ts';
import { nextQuery, paginate } from './paginate.ts';
import { readLines } from './readLines.ts';
import { resolveSince } from './resolveSince.ts';
import { defineRoute } from './route.ts';
import { toRowFields } from './toCostRow.ts';
import { toTotal } from './toTotal.ts';

const order = { by: 'labels' } as const;

/** Running totals at the end of each step. */
export const answerCumulative = defineRoute(cumulativeOperation, async (asked, deps) => {
  const { request, identity, query } = asked;
  const { time, question, cursor, key } = await askCosts(cumulativeOperation.path, asked, deps);
  if (question.division !== undefined) {
    const detail =
      'asks for instances, copies or steps under five minutes, of which there are no running totals';
    query.faults.push({ parameter: 'aggregate', detail });
  }
  const { since: text = 'beginning' } = query.values;
  const since = time && resolveSince(text, time.window, time.zone, query.faults);
  const { aggregate, costBasis, limit } = requireValues(query);
  if (time === undefined || since === undefined) throw new FaultyRequestError(query.faults);

  const stretches = toStretches(since.from, time.steps, since.resets);
  const { lines, facts, scope } = await readLines(
    question,
    query.values,
    { steps: stretches },
    identity,
    deps,
  );
  const totals = runTotals(lines, stretches);
  const told = totals.flatMap(({ lines: own }, step) => own.map((line) => ({ step, line })));
  const arranged = arrangeLines(told, aggregate, { order, top: undefined });
  // Each total is rounded by itself, so that it is the same whatever others are asked for beside it.
  const rounded = [...Map.groupBy(arranged, ({ step }) => step).values()].flatMap(
    (own): RoundedLine[] =>
      roundLines(
        own.map(({ line }) => line),
        costBasis,
        unitsPerNanoDollar,
      ).lines,
  );
  const revision = revisionOf(arranged);
  const { window } = time;
  const page = paginate(arranged.map(placeOf), cursor, { order, limit, revision, window, question: key });
  const rows = arranged
    .slice(page.first, page.first + page.count)
    .flatMap(({ step }, index): CumulativeRow[] => {
      const figures = rounded[page.first + index];
      const total = totals[step];
      if (figures === undefined || total === undefined) return [];
      const begins = total.since === theBeginning ? null : formatInstant(total.since);
      return [{ at: formatInstant(total.at), since: begins, ...toRowFields(figures) }];
    });
  const last = totals.at(-1)?.lines ?? [];
  const meta = toMeta(time, question, costBasis, facts, { scope, revision });
  const total = toTotal(last, roundLines(last, costBasis, unitsPerNanoDollar).total);
  const body: CumulativeAnswer = { meta, rows, total, next: page.next };
  const cells = rowCells(['at', 'since'], rows, aggregate, costBasis);
  return { body, meta, cells, next: nextQuery(request.query, page.next) };
});
