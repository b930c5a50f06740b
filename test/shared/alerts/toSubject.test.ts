import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toAscii, toSubject } from '#shared/alerts/toSubject.ts';

describe('toSubject', () => {
  it('is a name and how it stands', () => {
    expect(toSubject('search-month', ' is at 82 % of $1,000 (May 2026)')).toBe(
      'search-month is at 82 % of $1,000 (May 2026)',
    );
  });

  it('shortens a long name, and not what is said of it', () => {
    const subject = toSubject('n'.repeat(120), ' is at 82 % of $1,000 (May 2026)');
    expect(subject).toBe(`${'n'.repeat(64)}... is at 82 % of $1,000 (May 2026)`);
    expect(subject).toHaveLength(99);
  });

  it('writes other letters in ASCII', () => {
    expect(toAscii('Müller’s Größe – 検索 ok')).toBe("Muller's Grosse - ?? ok");
  });

  it('has under 100 ASCII characters on one line for any text, the first of them no space', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 150 }),
        fc.string({ unit: 'binary', maxLength: 150 }),
        (name, rest) => {
          expect(toSubject(name, rest)).toMatch(/^[!-~][ -~]{0,98}$/);
        },
      ),
    );
  });
});
