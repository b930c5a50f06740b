import { describe, expect, it } from 'vitest';
import { readCosts } from '#shared/costs/readCosts.ts';
import { rate } from '#shared/domain/money.ts';
import { repriceSplit } from '#shared/domain/repriceSplit.ts';
import { instant } from '#shared/domain/time.ts';
import { actual, budgetOf, burnRate, dollars, forecast } from '#test/builders/budget.ts';
import { at } from '#test/builders/samples.ts';
import { openBudgets } from './openBudgets.ts';

const may = at('2026-05-01T00:00:00Z');
const hour = 3_600;
const hoursIn = (hours: number, minutes = 0) => instant(may + hours * hour + minutes * 60);

/** One accelerator, $1.438 an hour. */
const one = { component: 'ranker', team: 'search', unitSeconds: 300 };
const two = { ...one, unitSeconds: 600 };
const other = { component: 'chat', team: 'assistants', unitSeconds: 900 };

const day = budgetOf({
  name: 'search-day',
  period: { kind: 'day' },
  amounts: [{ from: undefined, amount: dollars(10) }],
  thresholds: [actual(50), actual(80), actual(100)],
});

describe('evaluateBudgets', () => {
  it('counts what the cost API counts, and tells a threshold once, to the team', async () => {
    const fleet = openBudgets(may);
    await fleet.give([day]);
    await fleet.collect(may, hoursIn(3), [one, other]);
    await fleet.evaluate(hoursIn(3));
    expect(fleet.told()).toEqual([]);
    expect((await fleet.standing('search-day'))?.known?.actual).toBe(
      dollars(0) + (dollars(143.8) * 3n) / 100n,
    );
    // $5.752 of $10 by four hours.
    await fleet.collect(hoursIn(3), hoursIn(4), [one, other]);
    const counts = await fleet.evaluate(hoursIn(4));
    expect(counts.budgets).toEqual({ budgets: 1, crossed: 1, recovered: 0, events: 1, unsent: 0, failed: 0 });
    await fleet.evaluate(hoursIn(4));
    await fleet.evaluate(hoursIn(4, 5));
    expect(fleet.told()).toEqual(['BudgetThresholdCrossed search-day: actual 50%']);
    const [event] = fleet.bus.taken;
    expect(event?.detail).toMatchObject({
      recipients: ['finops@example.com'],
      cause: 'quantity',
      budgets: [{ spentUsd: '5.752000000', amountUsd: '10.000000000' }],
    });
    const sent = await fleet.alerts.listSent('team:search', { from: may, to: hoursIn(24) });
    expect(sent.map(({ event: kept }) => kept)).toEqual([event]);
  });

  it('has for every scope the figure that the same question of costs has', async () => {
    const fleet = openBudgets(may, ['ep', 'ep2']);
    const scopes = {
      all: {},
      ep2: { endpoint: 'ep2' },
      search: { team: 'search' },
      chat: { component: 'chat' },
    };
    const thresholds = [actual(100)];
    const amounts = [{ from: undefined, amount: dollars(1_000_000) }];
    await fleet.give(
      Object.entries(scopes).map(([name, scope]) =>
        budgetOf({ name, scope: new Map(Object.entries(scope)), thresholds, amounts }),
      ),
    );
    await fleet.collect(may, hoursIn(2), [one, other]);
    await fleet.collect(may, hoursIn(2), [two], { endpoint: 'ep2', missing: 300 });
    await fleet.evaluate(hoursIn(2));
    const question = {
      account: '123456789012#us-east-1',
      steps: [{ from: may, to: hoursIn(2) }],
      rate: 'cost',
      idle: { kind: 'separate' },
      tags: [],
    } as const;
    const costs = new Map(Object.keys(scopes).map((name) => [name, 0n]));
    await readCosts(question, fleet.costs, ({ rows }) => {
      for (const row of rows) {
        for (const [name, scope] of Object.entries(scopes)) {
          const isOf = Object.entries(scope).every(([label, text]) => row[label as 'team'] === text);
          if (isOf) costs.set(name, (costs.get(name) ?? 0n) + (row.cost ?? 0n));
        }
      }
    });
    const groups = new Map([['search', 'team:search']]);
    for (const [name, cost] of costs) {
      const standing = await fleet.standing(name, groups.get(name) ?? 'finance');
      expect([name, standing?.known?.actual]).toEqual([name, cost]);
    }
    // Two endpoints of two instances at $5.752 for two hours.
    expect(costs.get('all')).toBe(dollars(46.016 * 100) / 100n);
  });

  it('tells what is crossed together as one event, also of several budgets of a team', async () => {
    const fleet = openBudgets(may);
    const ranker = budgetOf({
      ...day,
      name: 'ranker-day',
      scope: new Map([
        ['component', 'ranker'],
        ['team', 'search'],
      ]),
      thresholds: [actual(80)],
    });
    await fleet.give([day, ranker]);
    await fleet.collect(may, hoursIn(1), [one]);
    await fleet.evaluate(hoursIn(1));
    await fleet.collect(hoursIn(1), hoursIn(6), [two]);
    await fleet.evaluate(hoursIn(6));
    expect(fleet.told()).toEqual([
      'BudgetThresholdCrossed ranker-day: actual 80%; search-day: actual 100%, actual 80%, actual 50%',
    ]);
  });

  it('keeps what the bus does not take, and sends it under the same id when it does', async () => {
    const fleet = openBudgets(may);
    await fleet.give([day]);
    await fleet.collect(may, hoursIn(1), [one]);
    await fleet.evaluate(hoursIn(1));
    fleet.bus.isDown = true;
    await fleet.collect(hoursIn(1), hoursIn(4), [one]);
    const { budgets } = await fleet.evaluate(hoursIn(4));
    expect([budgets.events, budgets.unsent, fleet.unsent]).toEqual([1, 1, ['team:search']]);
    const [kept] = await fleet.alerts.readGroups(['team:search']);
    fleet.bus.isDown = false;
    fleet.startAnew();
    await fleet.evaluate(hoursIn(4, 5));
    expect(fleet.bus.taken).toEqual(kept?.outbox);
    expect(fleet.told()).toEqual(['BudgetThresholdCrossed search-day: actual 50%']);
  });

  it('sends again, the same, what went out just before it could be marked', async () => {
    const fleet = openBudgets(may);
    await fleet.give([day]);
    await fleet.collect(may, hoursIn(1), [one]);
    await fleet.evaluate(hoursIn(1));
    await fleet.collect(hoursIn(1), hoursIn(4), [one]);
    const { keepSent } = fleet.alerts;
    fleet.alerts.keepSent = async () => {
      throw new Error('killed');
    };
    await fleet.evaluate(hoursIn(4));
    fleet.alerts.keepSent = keepSent;
    await fleet.evaluate(hoursIn(4, 5));
    const [first, second, ...others] = fleet.bus.taken;
    expect(second).toEqual(first);
    expect(others).toEqual([]);
    expect(await fleet.alerts.listSent('team:search', { from: may, to: hoursIn(24) })).toHaveLength(1);
  });

  it('tells once what two evaluations at once see', async () => {
    const fleet = openBudgets(may);
    await fleet.give([day]);
    await fleet.collect(may, hoursIn(1), [one]);
    await fleet.evaluate(hoursIn(1));
    await fleet.collect(hoursIn(1), hoursIn(4), [one]);
    await Promise.all([fleet.evaluate(hoursIn(4)), fleet.evaluate(hoursIn(4))]);
    expect(fleet.told()).toEqual(['BudgetThresholdCrossed search-day: actual 50%']);
    const { known, moved } = (await fleet.standing('search-day')) ?? {};
    expect(moved?.quantity).toBe(known?.actual);
  });

  it('tells finance of what a price raised, and what a price lowers recovers', async () => {
    const fleet = openBudgets(may);
    await fleet.give([{ ...day, recipients: ['search@example.com'] }]);
    await fleet.collect(may, hoursIn(3), [one]);
    await fleet.evaluate(hoursIn(3));
    const priced = (dollarsPerHour: bigint) => ({
      change: <Kept extends Parameters<typeof repriceSplit>[0]>(bucket: Kept): Kept => ({
        ...bucket,
        ...repriceSplit(bucket, { perInstanceHour: rate(dollarsPerHour), source: 'test', revision: 2 }),
      }),
    });
    // Twice the price for the same accelerators: $8.628.
    await fleet.collect(may, hoursIn(3), [one], priced(11_504_000_000n));
    await fleet.evaluate(hoursIn(3, 5));
    await fleet.collect(may, hoursIn(3), [one], priced(5_752_000_000n));
    await fleet.evaluate(hoursIn(3, 10));
    expect(fleet.told()).toEqual([
      'BudgetThresholdCrossed search-day: actual 80%, actual 50%',
      'BudgetRecovered search-day: actual 80%, actual 50%',
    ]);
    for (const { detail } of fleet.bus.taken)
      expect(detail).toMatchObject({ cause: 'price', recipients: ['finops@example.com'] });
  });

  it('tells finance of what came from another owner', async () => {
    const fleet = openBudgets(may);
    await fleet.give([{ ...day, recipients: ['search@example.com'] }]);
    await fleet.collect(may, hoursIn(3), [one, other]);
    await fleet.evaluate(hoursIn(3));
    // The document says since the first of May that chat is search's; the buckets follow it.
    const text = JSON.stringify({
      rules: [{ name: 'chat', match: { component: 'chat' }, team: 'search' }],
    });
    await fleet.owners.put({ who: 'test', at: hoursIn(3), note: 'test', text }, 0);
    await fleet.evaluate(hoursIn(3, 5));
    expect(fleet.told()).toEqual([]);
    await fleet.collect(may, hoursIn(3), [one, { ...other, team: 'search' }]);
    await fleet.evaluate(hoursIn(3, 10));
    expect(fleet.told()).toEqual(['BudgetThresholdCrossed search-day: actual 100%, actual 80%, actual 50%']);
    expect(fleet.bus.taken[0]?.detail).toMatchObject({
      cause: 'ownership',
      recipients: ['finops@example.com'],
    });
  });

  it('judges a forecast only when a day has settled', async () => {
    const fleet = openBudgets(may);
    const month = budgetOf({
      amounts: [{ from: undefined, amount: dollars(1_000) }],
      thresholds: [forecast(100)],
    });
    await fleet.give([month]);
    await fleet.collect(may, hoursIn(24), [one]);
    await fleet.evaluate(hoursIn(24));
    expect((await fleet.standing('search-month'))?.known?.forecast).toBeUndefined();
    expect(fleet.told()).toEqual([]);
    await fleet.collect(hoursIn(24), hoursIn(25), [one]);
    await fleet.evaluate(hoursIn(25));
    // $1.438 an hour for 31 days is $1,069.87.
    expect(fleet.told()).toEqual(['BudgetThresholdCrossed search-month: forecast 100%']);
    const { forecast: made } = (await fleet.standing('search-month'))?.known ?? {};
    expect(made?.amount).toBe((dollars(143.8) * 744n) / 100n);
  });

  it('judges a burn rate by what was spent over its look-back, before the period, too', async () => {
    const fleet = openBudgets(may);
    await fleet.give([{ ...day, thresholds: [burnRate(2, 300)] }]);
    await fleet.collect(may, hoursIn(25), [one]);
    await fleet.evaluate(hoursIn(25));
    expect((await fleet.standing('search-day'))?.known?.burn).toEqual(
      new Map([[2 * hour, dollars(287.6) / 100n]]),
    );
    // $10 a day is $0.4167 an hour: $2.876 over two hours is 345 % of that.
    expect(fleet.told()).toEqual(['BudgetThresholdCrossed search-day: burnRate 2h 300%']);
  });

  it('looks at a period that is over until all of it has settled, and then no more', async () => {
    const fleet = openBudgets(may);
    await fleet.give([{ ...day, thresholds: [actual(300)] }]);
    await fleet.collect(may, hoursIn(23), [one]);
    await fleet.evaluate(hoursIn(23));
    // The last hour of the day comes ten minutes into the next one: $34.512 of $30.
    await fleet.evaluate(hoursIn(24));
    await fleet.collect(hoursIn(23), hoursIn(24), [one]);
    await fleet.evaluate(hoursIn(24, 10));
    // That it came so late is told, too.
    expect(fleet.told()).toEqual(['BudgetThresholdCrossed search-day: actual 300%', 'CollectionDegraded 1']);
    const [group] = await fleet.alerts.readGroups(['team:search']);
    expect(group?.budgets.get('search-day')?.periods).toHaveLength(2);
    await fleet.collect(hoursIn(24), hoursIn(25), [one]);
    await fleet.evaluate(hoursIn(25));
    const [later] = await fleet.alerts.readGroups(['team:search']);
    expect(later?.budgets.get('search-day')?.periods.map(({ from }) => from)).toEqual([hoursIn(24)]);
  });

  it('waits for no endpoint that is far behind before it forecasts what others spend', async () => {
    const fleet = openBudgets(may, ['ep', 'dead']);
    await fleet.give([budgetOf({ name: 'live', scope: new Map([['endpoint', 'ep']]) })]);
    await fleet.collect(may, hoursIn(2), [other], { endpoint: 'dead' });
    await fleet.collect(may, hoursIn(30), [one]);
    await fleet.evaluate(hoursIn(30));
    expect((await fleet.standing('live', 'finance'))?.known?.forecast).toBeDefined();
  });

  it('evaluates the others, and the watches, where a group cannot be kept, and fails after that', async () => {
    const fleet = openBudgets(may);
    await fleet.give([day, { ...day, name: 'chat-day', scope: new Map([['team', 'assistants']]) }]);
    await fleet.collect(may, hoursIn(5), [one, other]);
    const { putGroup } = fleet.alerts;
    fleet.alerts.putGroup = async (group, replaces) => {
      if (group.name === 'team:assistants')
        throw new Error('Item size has exceeded the maximum allowed size');
      return putGroup(group, replaces);
    };
    await expect(fleet.evaluate(hoursIn(5))).rejects.toThrow(
      '1 of the groups of budgets could not be evaluated',
    );
    expect(fleet.failed).toEqual(['team:assistants']);
    expect(fleet.told()).toEqual(['BudgetThresholdCrossed search-day: actual 50%']);
    const [watch] = await fleet.alerts.readGroups(['watch:collection']);
    expect(watch?.version).toBe(1);
  });

  it('forgets a budget that is in the document no more', async () => {
    const fleet = openBudgets(may);
    await fleet.give([day, { ...day, name: 'gone' }]);
    await fleet.collect(may, hoursIn(1), [one]);
    await fleet.evaluate(hoursIn(1));
    await fleet.give([day]);
    await fleet.evaluate(hoursIn(1, 5));
    const [group] = await fleet.alerts.readGroups(['team:search']);
    expect([...(group?.budgets.keys() ?? [])]).toEqual(['search-day']);
  });
});
