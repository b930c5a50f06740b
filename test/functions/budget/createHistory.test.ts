import { describe, expect, it } from 'vitest';
import { createHistory, type History, type HistoryVersion } from '#functions/budget/createHistory.ts';
import { readProgress } from '#functions/budget/readProgress.ts';
import { hoursOf, toMoney, unitsAt } from '#functions/budget/spendStore.ts';
import { formatDollars } from '#shared/domain/money.ts';
import { type Instant, instant } from '#shared/domain/time.ts';
import { at } from '#test/builders/samples.ts';
import { openBudgets } from './openBudgets.ts';

const may = at('2026-05-01T00:00:00Z');
const hoursIn = (hours: number, minutes = 0) => instant(may + hours * 3_600 + minutes * 60);
const account = '123456789012#us-east-1';
const plain = { rate: 'cost', idle: 'separate', basis: 'allocation' } as const;
const version: HistoryVersion = { owners: 0, rates: 0, tags: [] };

const one = { component: 'ranker', team: 'search', unitSeconds: 300 };
const two = { ...one, unitSeconds: 600 };

type Fleet = ReturnType<typeof openBudgets>;

const openHistory = ({ costs }: Fleet, poolHours?: number) => {
  const read = createHistory(plain, costs, poolHours);
  return async (now: Instant, by = version) => read(account, await readProgress(account, costs), now, by);
};

/** What a component cost, hour by hour, in dollars. */
const costsOf = ({ from, through, spends }: History, component = 'ranker'): string[] =>
  hoursOf(from, through).map((hour) => {
    const units = spends.flatMap((spend) =>
      spend.row.component === component ? [unitsAt(spend, hour)] : [],
    );
    return formatDollars(toMoney(units.reduce((a, b) => a + b, 0)), 3);
  });

describe('createHistory', () => {
  it('has the hours that have settled, and goes on with each that does', async () => {
    const fleet = openBudgets(may);
    const read = openHistory(fleet);
    await fleet.collect(may, hoursIn(2), [one]);
    // The second hour settles at 02:20.
    expect(costsOf(await read(hoursIn(2)))).toEqual(['1.438']);
    await fleet.collect(hoursIn(2), hoursIn(4, 20), [two]);
    expect(costsOf(await read(hoursIn(4, 20)))).toEqual(['1.438', '1.438', '2.876', '2.876']);
  });

  it('reads what is before bit by bit, the newest first', async () => {
    const fleet = openBudgets(may);
    await fleet.collect(may, hoursIn(24), [two]);
    await fleet.collect(hoursIn(24), hoursIn(60, 20), [one]);
    // A day a time, at least.
    const read = openHistory(fleet, 1);
    const lengths: number[] = [];
    for (let time = 0; time < 4; time += 1) lengths.push(costsOf(await read(hoursIn(60, 20))).length);
    expect(lengths).toEqual([24, 48, 60, 60]);
    expect(costsOf(await read(hoursIn(60, 20))).slice(22, 26)).toEqual(['2.876', '2.876', '1.438', '1.438']);
  });

  it('reads again the hours of an endpoint that was behind', async () => {
    const fleet = openBudgets(may, ['ep', 'late']);
    const read = openHistory(fleet);
    const chat = { ...one, component: 'chat' };
    await fleet.collect(may, hoursIn(1, 20), [chat], { endpoint: 'late' });
    await fleet.collect(may, hoursIn(10, 20), [one]);
    expect(costsOf(await read(hoursIn(10, 20)), 'chat').slice(0, 3)).toEqual(['1.438', '0.479', '0.000']);
    await fleet.collect(hoursIn(1, 20), hoursIn(11, 20), [chat], { endpoint: 'late' });
    await fleet.collect(hoursIn(10, 20), hoursIn(11, 20), [one]);
    expect(costsOf(await read(hoursIn(11, 20)), 'chat')).toEqual(Array.from({ length: 11 }, () => '1.438'));
  });

  it('begins anew under other documents', async () => {
    const fleet = openBudgets(may);
    const read = openHistory(fleet);
    await fleet.collect(may, hoursIn(3, 20), [one]);
    await read(hoursIn(3, 20));
    await fleet.collect(may, hoursIn(3, 20), [two]);
    expect(costsOf(await read(hoursIn(3, 20)))).toEqual(['1.438', '1.438', '1.438']);
    expect(costsOf(await read(hoursIn(3, 20), { ...version, owners: 1 }))).toEqual([
      '2.876',
      '2.876',
      '2.876',
    ]);
  });

  it('forgets what is longer ago than five weeks', async () => {
    const fleet = openBudgets(may);
    const read = openHistory(fleet);
    await fleet.collect(may, hoursIn(1, 20), [two]);
    await fleet.collect(hoursIn(1), hoursIn(3, 20), [one]);
    await read(hoursIn(3, 20));
    const weeks = 35 * 24;
    await fleet.collect(hoursIn(weeks), hoursIn(weeks + 2, 20), [one]);
    const { from, through } = await read(hoursIn(weeks + 2, 20));
    expect([from, through]).toEqual([hoursIn(2), hoursIn(weeks + 2)]);
    expect(costsOf(await read(hoursIn(weeks + 2, 20))).slice(0, 2)).toEqual(['1.438', '0.000']);
  });
});
