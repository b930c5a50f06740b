import { styleText } from 'node:util';
import { plainText } from './plainText.ts';

/** A line between the rows and what stands below them. */
export const rule = 'rule';

/** Heads as lines, each standing on its column. */
const headLines = (head: readonly (string | readonly string[])[]): string[][] => {
  const stacked = head.map((each) => (typeof each === 'string' ? [each] : each).map(plainText));
  const height = stacked.reduce((most, lines) => Math.max(most, lines.length), 1);
  return Array.from({ length: height }, (_, line) =>
    stacked.map((lines) => lines[line - height + lines.length] ?? ''),
  );
};

/**
 * A table for people: columns as wide as they must be, the first `names` of them to the left, figures to the right. What would
 * steer a terminal stands in it as text.
 * @param head what stands above each column, one line or several.
 * @param given cells, or `rule`.
 */
export const renderTable = (
  head: readonly (string | readonly string[])[],
  given: readonly (readonly string[] | typeof rule)[],
  names: number,
): string => {
  const rows = given.map((row) => (row === rule ? row : row.map(plainText)));
  const heads = headLines(head);
  const cells = [...heads, ...rows.filter((row) => row !== rule)];
  const widths = head.map((_, column) =>
    cells.reduce((width, row) => Math.max(width, row[column]?.length ?? 0), 0),
  );
  const line = '─'.repeat(widths.reduce((sum, width) => sum + width + 2, -2));
  const pad = (row: readonly string[]): string =>
    row
      .map((cell, index) =>
        index < names ? cell.padEnd(widths[index] ?? 0) : cell.padStart(widths[index] ?? 0),
      )
      .join('  ')
      .trimEnd();
  return [
    ...heads.map((row) => styleText('bold', pad(row))),
    ...rows.map((row) => (row === rule ? line : pad(row))),
  ].join('\n');
};
