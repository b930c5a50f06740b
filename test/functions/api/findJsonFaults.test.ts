import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findJsonFaults } from '#functions/api/findJsonFaults.ts';

const twice = 'is there twice; expected it once';

describe('findJsonFaults', () => {
  it('finds keys that are there twice, whichever way they are written, and where', () => {
    const text = '{"a":{"x":1,"y":[{"k":1},{"k":2,"\\u006b":3}]},"b":"a","a/c":1,"a/c":2,"a":[",\\"a\\":"]}';
    expect(findJsonFaults(text)).toEqual([
      { pointer: '/a/y/1/k', detail: twice },
      { pointer: '/a~1c', detail: twice },
      { pointer: '/a', detail: twice },
    ]);
  });

  it('finds the key that would be lost', () => {
    const detail = 'is no name that can be used here';
    expect(findJsonFaults('{"aliases":{"__proto__":"red"}}')).toEqual([
      { pointer: '/aliases/__proto__', detail },
    ]);
    expect(findJsonFaults('{"\\u005f_proto__":{}}')).toEqual([{ pointer: '/__proto__', detail }]);
  });

  it('finds more levels than anybody writes, however many there are', () => {
    const nested = (levels: number) => `${'['.repeat(levels)}${']'.repeat(levels)}`;
    expect(findJsonFaults(nested(64))).toEqual([]);
    const expected = [
      { pointer: '', detail: 'has more than 64 levels one within the other; expected fewer' },
    ];
    expect(findJsonFaults(nested(65))).toEqual(expected);
    expect(findJsonFaults(nested(500_000))).toEqual(expected);
    expect(findJsonFaults(`${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}`)).toEqual(expected);
  });

  it('finds nothing in what is written from a value', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 8 }), fc.constantFrom(undefined, 2), (text, space) => {
        fc.pre(!text.includes('__proto__'));
        expect(findJsonFaults(JSON.stringify(JSON.parse(text), null, space))).toEqual([]);
      }),
    );
  });
});
