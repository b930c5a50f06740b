import { describe, expect, it } from 'vitest';
import { quoteInput } from '#shared/domain/quoteInput.ts';

describe('quoteInput', () => {
  it.each([
    ['search', '"search"'],
    ['größe 東京', '"größe 東京"'],
    ['a\0b\nc', '"a\\u{0}b\\u{a}c"'],
    // Turns what follows it around.
    ['a\u202eb', '"a\\u{202e}b"'],
    ['a\ud800', '"a\\u{d800}"'],
    ['x'.repeat(61), `"${'x'.repeat(60)}…"`],
  ])('writes %j as %s', (text, quoted) => {
    expect(quoteInput(text)).toBe(quoted);
  });
});
