import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addMoney, money } from '#shared/domain/money.ts';
import { spreadRow } from '#shared/domain/spreadRow.ts';
import { costRowOf, dollars, sharedRowOf } from '#test/builders/costRow.ts';

describe('spreadRow', () => {
  it('puts what is borne where something is held, in proportion to it', () => {
    const row = sharedRowOf({ unitSeconds: 450, cost: dollars('4.5') }, '1.5', 150);
    const parts = spreadRow(row, [
      { unitSeconds: 200, cost: dollars('2') },
      { unitSeconds: 0, cost: dollars('0') },
      { unitSeconds: 100, cost: dollars('1') },
    ]);
    expect(parts.map(({ idle }) => idle)).toEqual([
      { unitSeconds: 100, cost: dollars('1') },
      { unitSeconds: 0, cost: dollars('0') },
      { unitSeconds: 50, cost: dollars('0.5') },
    ]);
  });

  it('leaves what has no price without one', () => {
    const row = {
      ...costRowOf({ cost: undefined, unitSeconds: 30 }),
      idle: { unitSeconds: 0, cost: money(0n) },
    };
    expect(spreadRow(row, [{ unitSeconds: 30, cost: undefined }])).toEqual([
      { own: { unitSeconds: 30, cost: undefined }, idle: { unitSeconds: 0, cost: 0n } },
    ]);
  });

  it('adds up to the row, also where what is known of the places is a few ledger units off', () => {
    const place = fc.record({ unitSeconds: fc.nat(300), cost: fc.bigInt(50n, 10_000n).map(money) });
    fc.assert(
      fc.property(
        fc.array(place, { minLength: 1, maxLength: 8 }),
        fc.bigInt(-5n, 5n),
        fc.bigInt(0n, 10_000n),
        fc.nat(500),
        (own, off, borne, seconds) => {
          const held = own.reduce((sum, { unitSeconds }) => sum + unitSeconds, 0);
          const idle =
            held === 0 ? { unitSeconds: 0, cost: money(0n) } : { unitSeconds: seconds, cost: money(borne) };
          const cost = money(addMoney(own.map((each) => each.cost)) + off + idle.cost);
          const row = { ...costRowOf({ unitSeconds: held + idle.unitSeconds, cost }), idle };
          const parts = spreadRow(row, own);
          const costs = parts.flatMap((part) => [part.own.cost ?? money(0n), part.idle.cost ?? money(0n)]);
          expect(addMoney(costs)).toBe(cost);
          expect(costs.every((each) => each >= 0n)).toBe(true);
          expect(parts.reduce((sum, part) => sum + part.own.unitSeconds + part.idle.unitSeconds, 0)).toBe(
            row.unitSeconds,
          );
        },
      ),
    );
  });
});
