import { describe, expect, it } from 'vitest';
import { renderTable, rule } from '#cli/renderTable.ts';
import { widthOf } from '#cli/widthOf.ts';

describe('renderTable', () => {
  it('has names to the left, figures to the right, and a rule as wide as all', () => {
    expect(renderTable(['NAME', 'FIGURE'], [['a', '1'], rule, ['longer', '20']], 1)).toBe(`\
NAME    FIGURE
a            1
──────────────
longer      20`);
  });

  it('has heads of several lines stand on their columns', () => {
    expect(
      renderTable(['AT', ['idle: stranded,', 'a copy needs 2'], ['evil\n']], [['now', '1', '2']], 1),
    ).toBe(`\
     idle: stranded,
AT    a copy needs 2  evil\\x0a
now                1         2`);
  });
});

describe('widthOf', () => {
  it('is of the longest line, without what colours it', () => {
    expect(widthOf('\u001b[1mabc\u001b[22m\nab')).toBe(3);
  });
});
