import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { BucketSeries } from '#shared/domain/explainSeries.ts';
import { money } from '#shared/domain/money.ts';
import { bucketAt, slotsOf } from '#shared/domain/slots.ts';
import { addSpread, spreadSeries } from '#shared/domain/spreadSeries.ts';
import { dollars } from '#test/builders/costRow.ts';
import { at } from '#test/builders/samples.ts';

const seriesOf = (unitSeconds: number): BucketSeries => ({
  kind: 'single',
  instance: 'i-1',
  holding: undefined,
  slots: slotsOf(bucketAt(at('2026-01-01T00:00:00Z')), 10),
  counts: [],
  seen: unitSeconds / 10,
  expected: unitSeconds / 10,
  missing: [],
  units: 1,
  unitSeconds,
  load: undefined,
});

const none = { unitSeconds: 0, cost: dollars('0') };

describe('spreadSeries', () => {
  it('gives a row’s seconds and money to its series by their samples', () => {
    const part = {
      own: { unitSeconds: 300, cost: dollars('3') },
      idle: { unitSeconds: 30, cost: dollars('0.6') },
    };
    const parts = spreadSeries(part, [seriesOf(300), seriesOf(150)], 450);
    expect(parts.map((each) => each.part)).toEqual([
      { own: { unitSeconds: 200, cost: dollars('2') }, idle: { unitSeconds: 20, cost: dollars('0.4') } },
      { own: { unitSeconds: 100, cost: dollars('1') }, idle: { unitSeconds: 10, cost: dollars('0.2') } },
    ]);
  });

  it('leaves what no sample shows without a series', () => {
    const part = { own: { unitSeconds: 600, cost: dollars('6') }, idle: none };
    expect(spreadSeries(part, [seriesOf(400)], 600)).toMatchObject([
      { series: {}, part: { own: { unitSeconds: 400, cost: dollars('4') } } },
      { series: undefined, part: { own: { unitSeconds: 200, cost: dollars('2') } } },
    ]);
    expect(spreadSeries(part, [], 600)).toMatchObject([{ series: undefined, part }]);
  });

  it('scales down to what is held where more was counted than there is', () => {
    const part = { own: { unitSeconds: 600, cost: undefined }, idle: none };
    const parts = spreadSeries(part, [seriesOf(600), seriesOf(300)], 600);
    expect(parts.map((each) => each.part.own)).toEqual([
      { unitSeconds: 400, cost: undefined },
      { unitSeconds: 200, cost: undefined },
    ]);
  });

  it('adds up to what the row has', () => {
    const amount = fc.record({ unitSeconds: fc.nat(1_200), cost: fc.bigInt(0n, 10_000n).map(money) });
    const all = fc.array(
      fc.nat(30).map((samples) => seriesOf(samples * 10)),
      { maxLength: 6 },
    );
    fc.assert(
      fc.property(amount, amount, all, fc.nat(2_000), (own, idle, series, held) => {
        const parts = spreadSeries({ own, idle }, series, held);
        const sum = parts.map(({ part }) => part).reduce((a, b) => addSpread(a, b));
        expect(sum).toEqual({ own, idle });
      }),
    );
  });
});
