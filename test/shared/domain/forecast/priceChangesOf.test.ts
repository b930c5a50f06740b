import { describe, expect, it } from 'vitest';
import { priceChangesOf } from '#shared/domain/forecast/priceChangesOf.ts';
import { rate } from '#shared/domain/money.ts';
import { theBeginning } from '#shared/domain/time.ts';
import { noRates, ratesWith } from '#test/builders/rates.ts';
import { at } from '#test/builders/samples.ts';

const pool = { instanceType: 'ml.g6.12xlarge', endpoint: 'prod-1' };
const list = { from: theBeginning, perInstanceHour: rate(5_000_000_000n), source: 'list' };
const may = { from: at('2026-05-01T00:00:00Z'), to: at('2026-06-01T00:00:00Z') };

describe('priceChangesOf', () => {
  it('tells when the rates document changes a price, and by how much', () => {
    const rates = ratesWith(1, [
      {
        from: '2026-05-10T00:00:00Z',
        to: '2026-05-20T00:00:00Z',
        match: { instanceType: 'ml.g6.*' },
        cost: { factor: '0.8' },
      },
      { from: '2026-05-12T00:00:00Z', match: { instanceType: 'ml.p5.*' }, cost: { factor: '0.5' } },
      { from: '2026-05-15T00:00:00Z', match: { instanceType: '*' }, charge: { factor: '1.5', of: 'cost' } },
    ]);
    expect(priceChangesOf(rates, [list], pool, 'cost', may)).toEqual([
      { instanceType: 'ml.g6.12xlarge', at: at('2026-05-10T00:00:00Z'), factor: 0.8 },
      { instanceType: 'ml.g6.12xlarge', at: at('2026-05-20T00:00:00Z'), factor: 1.25 },
    ]);
    expect(priceChangesOf(rates, [list], pool, 'charge', may).map(({ factor }) => factor)).toEqual([
      0.8, 1.5, 1.25,
    ]);
    const late = { ...may, from: at('2026-05-10T00:00:00Z') };
    expect(priceChangesOf(rates, [list], pool, 'cost', late).map(({ factor }) => factor)).toEqual([1.25]);
  });

  it('tells of a new list price', () => {
    const cheaper = {
      from: at('2026-05-03T00:00:00Z'),
      perInstanceHour: rate(4_000_000_000n),
      source: 'list',
    };
    expect(priceChangesOf(noRates, [list, cheaper], pool, 'cost', may)).toEqual([
      { instanceType: 'ml.g6.12xlarge', at: at('2026-05-03T00:00:00Z'), factor: 0.8 },
    ]);
  });

  it('has no factor for what was free, or is not known', () => {
    const free = ratesWith(1, [
      { to: '2026-05-20T00:00:00Z', match: { endpoint: 'prod-*' }, cost: { dollarsPerHour: '0' } },
    ]);
    expect(priceChangesOf(free, [list], pool, 'cost', may)).toEqual([]);
    expect(priceChangesOf(noRates, [], pool, 'cost', may)).toEqual([]);
  });
});
