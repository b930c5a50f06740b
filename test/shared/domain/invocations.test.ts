import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Invocations, mergeInvocations } from '#shared/domain/invocations.ts';

const any: fc.Arbitrary<Invocations> = fc
  .array(fc.tuple(fc.constantFrom('a', 'b', '__proto__'), fc.nat(5)))
  .map((entries) => mergeInvocations(new Map(), new Map(entries)));

describe('invocations of two reads', () => {
  it('are the larger of each, and of all that either has', () => {
    const known = new Map([
      ['a', 3],
      ['b', 0],
    ]);
    const read = new Map([
      ['a', 2],
      ['b', 1],
      ['c', 0],
    ]);
    expect([...mergeInvocations(known, read)]).toEqual([
      ['a', 3],
      ['b', 1],
      ['c', 0],
    ]);
  });

  it('are the known ones themselves where a read adds nothing', () => {
    const known = new Map([['a', 3]]);
    expect(mergeInvocations(known, new Map([['a', 3]]))).toBe(known);
    expect(mergeInvocations(known, new Map())).toBe(known);
  });

  it('merge in any order and however often', () => {
    fc.assert(
      fc.property(any, any, any, (a, b, c) => {
        const merge = mergeInvocations;
        expect([...merge(a, b)]).toEqual([...merge(b, a)]);
        expect([...merge(merge(a, b), c)]).toEqual([...merge(a, merge(b, c))]);
        expect(merge(a, a)).toBe(a);
      }),
    );
  });
});
