import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { matchesPattern } from '#shared/domain/matchesPattern.ts';

describe('matchesPattern', () => {
  it.each([
    ['chat-*', 'chat-70b', true],
    ['chat-*', 'chat-', true],
    ['chat-*', 'a-chat-70b', false],
    ['*-70b', 'chat-70b', true],
    ['*', '', true],
    ['?', '', false],
    ['a?c', 'abc', true],
    ['a*b*c', 'axbxbxc', true],
    ['a*b*c', 'axbxbx', false],
    ['Chat', 'chat', false],
    ['a.c', 'abc', false],
    ['', 'a', false],
  ])('%s and "%s": %s', (pattern, text, expected) => {
    expect(matchesPattern(pattern, text)).toBe(expected);
  });

  it('agrees with a regular expression', () => {
    const letters = fc.string({ unit: fc.constantFrom('a', 'b', '*', '?'), maxLength: 8 });
    const texts = fc.string({ unit: fc.constantFrom('a', 'b'), maxLength: 8 });
    fc.assert(
      fc.property(letters, texts, (pattern, text) => {
        const form = new RegExp(`^${pattern.replaceAll('*', '.*').replaceAll('?', '.')}$`);
        expect(matchesPattern(pattern, text)).toBe(form.test(text));
      }),
    );
  });

  it('takes no longer for a pattern that is made to', () => {
    expect(matchesPattern(`${'*a'.repeat(30)}b`, 'a'.repeat(63))).toBe(false);
  });
});
