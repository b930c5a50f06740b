import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toJsonText } from '#cli/ask/toJsonText.ts';
import { plainLines, plainText } from '#cli/plainText.ts';
import { renderTable } from '#cli/renderTable.ts';

/** What a terminal acts on instead of showing it, or what turns a line around. */
const steering = /[^\P{Cc}\n]|[\p{Cf}\u2028\u2029]/u;
const hostile = fc.constantFrom('\u001b', '\u009b', '\u202e', '\u2028', '\u{e0001}', '\n', '\r');
const anyText = fc.string({
  unit: fc.oneof(hostile, fc.string({ unit: 'binary', minLength: 1, maxLength: 1 })),
});

describe('plainText', () => {
  it('spells out what would steer a terminal', () => {
    expect(plainText('a\u001b[2J\u009b1m\r\n\tb\u202ec')).toBe('a\\x1b[2J\\x9b1m\\x0d\\x0a\\x09b\\u{202e}c');
  });

  it('leaves what people write', () => {
    expect(plainText('Größe 東京 🚀 naïve −1 – “a”')).toBe('Größe 東京 🚀 naïve −1 – “a”');
  });

  it('leaves nothing that steers, and but one line', () => {
    fc.assert(
      fc.property(anyText, (text) => !steering.test(plainText(text)) && !plainText(text).includes('\n')),
    );
  });

  it('leaves the lines of a text of several', () => {
    expect(plainLines('a\u001b\nb')).toBe('a\\x1b\nb');
  });
});

describe('renderTable', () => {
  it('shows hostile cells as text, each in its column', () => {
    const table = renderTable(
      ['NAME', 'COST'],
      [
        ['\u001b[31mx\n', '$1.00'],
        ['y', '$20.00'],
      ],
      1,
    );
    expect(table.split('\n')).toEqual([
      expect.stringContaining('NAME'),
      '\\x1b[31mx\\x0a   $1.00',
      'y              $20.00',
    ]);
  });
});

describe('toJsonText', () => {
  it('reads as the same document, and steers no terminal', () => {
    fc.assert(
      fc.property(fc.dictionary(anyText, anyText), (document) => {
        const text = toJsonText(document);
        expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(document)));
        expect(text).not.toMatch(steering);
      }),
    );
  });
});
