import { noteUnpriced } from '#cli/ask/costs/noteUnpriced.ts';
import { renderTotals } from '#cli/ask/cumulative/renderTotals.ts';
import { runningTotals } from '#cli/ask/cumulative/runningTotals.ts';
import { metaNotes } from '#cli/ask/metaNotes.ts';
import { defineView } from '#cli/ask/view.ts';
import { plainText } from '#cli/plainText.ts';
import { type CumulativeAnswer, cumulativeOperation } from '#shared/api/cumulativeOperation.ts';

/** Where all totals begin; where they begin one by one the table says it. */
const noteSince = ({ rows }: CumulativeAnswer): string[] => {
  const [since, ...others] = new Set(rows.map((row) => row.since));
  if (since === undefined || others.length > 0) return [];
  return [`since: ${since ?? 'the beginning of the ledger'}`];
};

/** What had been spent by the end of each step. */
export const cumulativeView = defineView(cumulativeOperation, {
  examples: [
    ['--step 1d --since month --aggregate team', 'the month to date, team by team'],
    ['--window 7d --step 1d', 'since the beginning of the ledger, by the end of each of seven days'],
    ['--window year --step month --since year', 'the year to date, month by month'],
    ['--window 2026-05 --step 1d --all --csv > may.csv', 'for a spreadsheet'],
  ],
  render: (answer, query) => {
    const aggregate = cumulativeOperation.query.aggregate.safeParse(query.aggregate).data ?? [];
    const totals = runningTotals(answer, aggregate, query.cursor !== undefined);
    const table =
      totals.length === 0
        ? 'Nothing had been spent by the end of this window.'
        : renderTotals(totals, aggregate, answer.meta.window.zone);
    const notes = [...metaNotes(answer.meta), ...noteSince(answer), ...noteUnpriced(answer.total)];
    return `${table}\n\n${notes.map(plainText).join('\n')}`;
  },
});
