import { noteUnpriced } from '#cli/ask/costs/noteUnpriced.ts';
import { renderCosts } from '#cli/ask/costs/renderCosts.ts';
import { tableLines } from '#cli/ask/costs/tableLines.ts';
import { metaNotes } from '#cli/ask/metaNotes.ts';
import { defineView } from '#cli/ask/view.ts';
import { plainText } from '#cli/plainText.ts';
import { costsOperation } from '#shared/api/costsOperation.ts';

/** Costs as `tenner start` and `tenner replay` show them. */
export const costsView = defineView(costsOperation, {
  examples: [
    ['', 'the month to date, by team and model'],
    ['--window lastmonth --aggregate team --share-idle share', 'last month by team, idle capacity shared'],
    ['--window 7d --step 1d --aggregate endpoint', 'the last seven days, day by day'],
    ['--filter team:search --aggregate component --sort -cost --top 10', 'what of one team costs most'],
    ['--window 2026-05 --all --csv > may.csv', 'all of May for a spreadsheet'],
  ],
  render: (answer, query) => {
    const aggregate = costsOperation.query.aggregate.safeParse(query.aggregate).data ?? [];
    const isPart = answer.next !== null || query.cursor !== undefined;
    const isByLabels = query.sort === undefined || query.sort === 'labels';
    const lines = tableLines(answer, aggregate, { isPart, isByLabels });
    const table =
      lines.length === 0 ? 'There are no costs in this window.' : renderCosts(answer, aggregate, lines);
    const notes = [...metaNotes(answer.meta), ...noteUnpriced(answer.total)];
    return `${table}\n\n${notes.map(plainText).join('\n')}`;
  },
});
