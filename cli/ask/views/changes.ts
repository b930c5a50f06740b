import { noteChanges } from '#cli/ask/changes/noteChanges.ts';
import { renderChanges } from '#cli/ask/changes/renderChanges.ts';
import { defineView } from '#cli/ask/view.ts';
import { plainText } from '#cli/plainText.ts';
import { changesOperation } from '#shared/api/changesOperation.ts';

/** Why costs changed, by what is held, what it costs, whose it is and what is idle. */
export const changesView = defineView(changesOperation, {
  examples: [
    ['', 'the month to date against as many days before it'],
    ['--window 7d --aggregate endpoint', 'the last seven days against the seven before them'],
    ['--window 2026-05 --against 2026-04 --aggregate team', 'May against April, team by team'],
    ['--window yesterday --filter team:search --aggregate component', 'what of one team changed in a day'],
  ],
  render: (answer, query) => {
    const aggregate = changesOperation.query.aggregate.safeParse(query.aggregate).data ?? [];
    const table =
      answer.rows.length === 0
        ? 'There are no costs in either of the two periods.'
        : renderChanges(answer.rows, aggregate);
    return `${table}\n\n${noteChanges(answer, aggregate).map(plainText).join('\n')}`;
  },
});
