import { describe, expect, it } from 'vitest';
import { crossingSlot, spendIn } from '#bench/budgets/spendOverTime.ts';
import { money } from '#shared/domain/money.ts';

/** Nothing, then 5 a slot from 100 on, 2 from 150 on, nothing from 200 on. */
const steps = [
  { slot: 100, cost: money(5n) },
  { slot: 150, cost: money(2n) },
  { slot: 200, cost: money(0n) },
];

describe('what a stretch of time costs', () => {
  it('is the cost of its slots', () => {
    expect(spendIn(steps, { from: 0, to: 300 })).toBe(35n);
    expect(spendIn(steps, { from: 140, to: 160 })).toBe(7n);
    expect(spendIn(steps, { from: 0, to: 100 })).toBe(0n);
  });
});

describe('the slot of a crossing', () => {
  it('is the one whose cost comes to the limit', () => {
    const all = { from: 0, to: 300 };
    expect(crossingSlot(steps, money(1n), all)).toBe(100);
    expect(crossingSlot(steps, money(5n), all)).toBe(100);
    expect(crossingSlot(steps, money(6n), all)).toBe(110);
    expect(crossingSlot(steps, money(25n), all)).toBe(140);
    expect(crossingSlot(steps, money(26n), all)).toBe(150);
    expect(crossingSlot(steps, money(35n), all)).toBe(190);
  });

  it('counts from the start of the stretch, and is none where the limit is not reached in it', () => {
    expect(crossingSlot(steps, money(6n), { from: 140, to: 300 })).toBe(150);
    expect(crossingSlot(steps, money(36n), { from: 0, to: 300 })).toBe(undefined);
    expect(crossingSlot(steps, money(35n), { from: 0, to: 190 })).toBe(undefined);
  });
});
