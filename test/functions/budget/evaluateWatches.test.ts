import { describe, expect, it } from 'vitest';
import { parseRate } from '#shared/domain/money.ts';
import { instant } from '#shared/domain/time.ts';
import type { Watch } from '#shared/domain/watches/watch.ts';
import { budgetOf } from '#test/builders/budget.ts';
import { at } from '#test/builders/samples.ts';
import { openBudgets } from './openBudgets.ts';

const may = at('2026-05-01T00:00:00Z');
const hoursIn = (hours: number, minutes = 0) => instant(may + hours * 3_600 + minutes * 60);

const one = { component: 'ranker', team: 'search', unitSeconds: 300 };
const seven = { ...one, unitSeconds: 2_100 };

const dollarsAnHour = (text: string) => {
  const rate = parseRate(text);
  if (rate === undefined) throw new Error(`${text} is no rate`);
  return rate;
};

const idle: Watch = {
  kind: 'idle',
  name: 'idle capacity',
  match: { endpoint: undefined },
  above: dollarsAnHour('5'),
  lasting: 1_800,
  recipients: ['platform@example.com'],
  isArchived: false,
};

const spend: Watch = {
  kind: 'spend',
  name: 'component spend',
  of: 'component',
  match: { endpoint: undefined, component: undefined, team: undefined },
  percentAbove: 100,
  aboveBy: dollarsAnHour('2'),
  lasting: 1_800,
  recipients: undefined,
  isArchived: false,
};

const free: Watch = {
  kind: 'freeAccelerators',
  name: 'buffer',
  match: { endpoint: 'ep' },
  below: 2,
  lasting: 600,
  recipients: undefined,
  isArchived: false,
};

describe('evaluateWatches', () => {
  it('tells of idle capacity when it has cost too much for long enough, once, and when that is over', async () => {
    const fleet = openBudgets(may);
    await fleet.give([], [idle]);
    // Seven of eight accelerators idle: $10.066 an hour. By 00:50 only half an hour of it has settled.
    await fleet.collect(may, hoursIn(0, 45), [one]);
    await fleet.evaluate(hoursIn(0, 45));
    expect(fleet.told()).toEqual([]);
    await fleet.collect(hoursIn(0, 45), hoursIn(0, 50), [one]);
    await fleet.evaluate(hoursIn(0, 50));
    await fleet.evaluate(hoursIn(0, 50));
    await fleet.collect(hoursIn(0, 50), hoursIn(2), [one]);
    await fleet.evaluate(hoursIn(2));
    expect(fleet.told()).toEqual(['IdleCapacityHigh 1']);
    expect(fleet.bus.taken[0]?.detail).toMatchObject({ recipients: ['platform@example.com'] });
    await fleet.collect(hoursIn(2), hoursIn(4), [seven]);
    await fleet.evaluate(hoursIn(4));
    expect(fleet.told()).toEqual(['IdleCapacityHigh 1', 'WatchCleared 1']);
  });

  it('tells of a component that spends far more than it did, with what moved', async () => {
    const fleet = openBudgets(may);
    await fleet.give([], [spend]);
    await fleet.collect(may, hoursIn(30), [one]);
    await fleet.evaluate(hoursIn(30));
    expect(fleet.told()).toEqual([]);
    await fleet.collect(hoursIn(30), hoursIn(31), [seven]);
    await fleet.evaluate(hoursIn(31));
    expect(fleet.told()).toEqual(['SpendAnomalyDetected 1']);
    expect(fleet.bus.taken[0]?.detail).toMatchObject({
      recipients: ['finops@example.com'],
      subjects: [{ component: 'ranker', team: 'search' }],
    });
  });

  it('tells of free accelerators that are too few', async () => {
    const fleet = openBudgets(may);
    await fleet.give([], [free]);
    await fleet.collect(may, hoursIn(1), [one]);
    await fleet.evaluate(hoursIn(1));
    expect(fleet.told()).toEqual([]);
    await fleet.collect(hoursIn(1), hoursIn(2), [seven]);
    await fleet.evaluate(hoursIn(2));
    expect(fleet.told()).toEqual(['FreeCapacityLow 1']);
  });

  it('tells that it is blind of an endpoint that is collected no more, and of one that never was', async () => {
    const fleet = openBudgets(may, ['ep', 'never']);
    await fleet.collect(may, hoursIn(1), [one]);
    await fleet.evaluate(hoursIn(1));
    await fleet.evaluate(hoursIn(1, 30));
    await fleet.evaluate(hoursIn(2));
    await fleet.evaluate(hoursIn(2, 30));
    const blind = fleet.bus.taken.flatMap(
      ({ detail }) => (detail as unknown as { subjects: { endpoint: string }[] }).subjects,
    );
    expect(blind.map(({ endpoint }) => endpoint).toSorted()).toEqual(['ep', 'never']);
  });

  it('tells whoever is told of the budgets that rest on an endpoint that they are blind of it', async () => {
    const fleet = openBudgets(may, ['ep', 'other']);
    await fleet.give([
      budgetOf({ recipients: ['search@example.com'] }),
      budgetOf({ name: 'gone', archived: true, recipients: ['gone@example.com'] }),
      budgetOf({
        name: 'elsewhere',
        scope: new Map([['endpoint', 'other']]),
        recipients: ['other@example.com'],
      }),
    ]);
    await fleet.collect(may, hoursIn(2), [one]);
    await fleet.collect(may, hoursIn(2), [one], { endpoint: 'other' });
    await fleet.evaluate(hoursIn(2));
    await fleet.collect(hoursIn(2), hoursIn(4), [one], { endpoint: 'other' });
    await fleet.evaluate(hoursIn(4));
    const [event, ...others] = fleet.bus.taken;
    expect(others).toEqual([]);
    expect(event).toMatchObject({
      type: 'CollectionDegraded',
      detail: {
        recipients: ['finops@example.com', 'search@example.com'],
        subjects: [{ endpoint: 'ep' }],
      },
    });
  });

  it('keeps what the bus does not take for the next evaluation', async () => {
    const fleet = openBudgets(may);
    await fleet.give([], [idle]);
    fleet.bus.isDown = true;
    await fleet.collect(may, hoursIn(1), [one]);
    const { watches } = await fleet.evaluate(hoursIn(1));
    expect([watches.events, watches.unsent, fleet.unsent]).toEqual([1, 1, ['watch:idle capacity']]);
    fleet.bus.isDown = false;
    fleet.startAnew();
    await fleet.evaluate(hoursIn(1));
    expect(fleet.told()).toEqual(['IdleCapacityHigh 1']);
  });
});
