import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { phaseOf, spreadOut, spreadWithin } from '#shared/domain/spreadOut.ts';

const sum = (parts: readonly number[]): number => parts.reduce((a, b) => a + b, 0);

describe('spreadOut', () => {
  it('spreads what does not divide instead of heaping it up in front', () => {
    expect(spreadOut(3, [1, 1, 1, 1, 1, 1])).toEqual([1, 0, 1, 0, 1, 0]);
    expect(spreadOut(10, [1, 1, 1])).toEqual([3, 4, 3]);
    expect(spreadOut(2, [5, 0, 5])).toEqual([1, 0, 1]);
  });

  it('gives a single unit to the middle, or sooner or later by its phase', () => {
    expect(spreadOut(1, [1, 1, 1, 1, 1])).toEqual([0, 0, 1, 0, 0]);
    expect(spreadOut(1, [1, 1, 1, 1, 1], 0.9)).toEqual([1, 0, 0, 0, 0]);
    expect(spreadOut(1, [1, 1, 1, 1, 1], 0)).toEqual([0, 0, 0, 0, 1]);
  });

  it('splits nothing over anything, and something over nothing never', () => {
    expect(spreadOut(0, [0, 0])).toEqual([0, 0]);
    expect(() => spreadOut(1, [0, 0])).toThrow('nothing to split 1 over: every weight is zero');
  });

  const weight = fc.oneof(fc.constant(0), fc.nat(20), fc.integer({ min: 1, max: 3_000_000_000_000 }));
  const weights = fc.array(weight, { minLength: 1, maxLength: 12 }).filter((each) => sum(each) > 0);
  const total = fc.oneof(fc.nat(50), fc.nat(30_000_000));
  const phase = fc.nat(200).map(phaseOf);

  it('adds up, and all that runs up to any place is within one of its exact share', () => {
    fc.assert(
      fc.property(total, weights, phase, (whole, by, soon) => {
        const parts = spreadOut(whole, by, soon);
        expect(sum(parts)).toBe(whole);
        const all = BigInt(sum(by));
        by.forEach((own, index) => {
          const part = BigInt(parts[index] ?? -1);
          const exact = BigInt(whole) * BigInt(own);
          expect((part + 1n) * all > exact && (part - 1n) * all < exact).toBe(true);
          if (own === 0) expect(part).toBe(0n);
          if (exact % all === 0n && by.every((each) => (BigInt(whole) * BigInt(each)) % all === 0n))
            expect(part * all).toBe(exact);
          const run = BigInt(sum(parts.slice(0, index + 1)));
          const exactRun = BigInt(whole) * BigInt(sum(by.slice(0, index + 1)));
          expect((run + 1n) * all > exactRun && (run - 1n) * all < exactRun).toBe(true);
        });
      }),
      { numRuns: 500 },
    );
  });

  it('gives no part more than its weight where there are weights enough', () => {
    fc.assert(
      fc.property(weights, fc.double({ min: 0, max: 1, noNaN: true }), phase, (by, share, soon) => {
        const parts = spreadOut(Math.floor(sum(by) * share), by, soon);
        expect(parts.every((part, index) => part >= 0 && part <= (by[index] ?? 0))).toBe(true);
      }),
    );
  });
});

describe('spreadWithin', () => {
  it('gives what does not fit to where there is room', () => {
    expect(spreadWithin(10, [9, 1, 0], [4, 4, 4])).toEqual([4, 3, 3]);
  });

  it('fills the rooms alike where nothing is weighed', () => {
    expect(spreadWithin(6, [0, 0, 0], [4, 4, 4])).toEqual([2, 2, 2]);
  });

  it('adds up and keeps within the rooms, whatever the weights', () => {
    const places = fc.array(fc.record({ weight: fc.nat(1_000), room: fc.nat(1_000) }), { minLength: 1 });
    fc.assert(
      fc.property(places, fc.double({ min: 0, max: 1, noNaN: true }), (all, share) => {
        const rooms = all.map(({ room }) => room);
        const total = Math.floor(sum(rooms) * share);
        const parts = spreadWithin(
          total,
          all.map(({ weight }) => weight),
          rooms,
        );
        expect(sum(parts)).toBe(total);
        expect(parts.every((part, index) => part >= 0 && part <= (rooms[index] ?? 0))).toBe(true);
      }),
    );
  });
});
