import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { shellWord, toCommandLines, toCommandText } from '#shared/alerts/shellText.ts';

/** The words of a command as a shell has them, but for its first. */
const readBack = (text: string): string[] =>
  execFileSync('sh', ['-c', `show() { printf '%s\\n' "$@"; }\n${text.replace('tenner', 'show')}`], {
    encoding: 'utf8',
  })
    .split('\n')
    .slice(0, -1);

describe('shellWord', () => {
  it('leaves a plain word alone and quotes any other', () => {
    expect(['search', 'team:search+kind:idle', "a b'c", '$(id)', ''].map(shellWord)).toEqual([
      'search',
      'team:search+kind:idle',
      "'a b'\\''c'",
      "'$(id)'",
      "''",
    ]);
  });
});

describe('toCommandLines', () => {
  it('keeps an option beside its value', () => {
    expect(
      toCommandLines(['tenner', 'explain', '--window', '2026-05', '--filter', 'team:search', '--json'], 40),
    ).toEqual(['  tenner explain --window 2026-05 \\', '    --filter team:search --json']);
  });

  it('breaks a word that no line holds', () => {
    expect(toCommandLines(['tenner', 'explain', '--filter', 'x y'.repeat(10)], 30)).toEqual([
      '  tenner explain \\',
      '    --filter \\',
      "    'x yx '\\",
      "'yx yx'\\",
      "' yx y'\\",
      "'x yx '\\",
      "'yx yx'\\",
      "' yx y'",
    ]);
  });

  it('is read by a shell as it is meant, on lines that are not too long', () => {
    const word = fc.oneof(
      fc.string({ minLength: 1, maxLength: 200, unit: 'grapheme-ascii' }),
      fc.constantFrom('--filter', "it's", 'é'.repeat(90), `'`.repeat(60), 'a\\b'),
    );
    fc.assert(
      fc.property(fc.array(word, { maxLength: 6 }), (words) => {
        const command = ['tenner', 'x', ...words];
        const lines = toCommandLines(command, 100);
        for (const line of lines) expect([...line].length).toBeLessThanOrEqual(100);
        expect(readBack(lines.join('\n'))).toEqual(command.slice(1));
        expect(readBack(toCommandText(command))).toEqual(command.slice(1));
      }),
      { numRuns: 60 },
    );
  });
});
