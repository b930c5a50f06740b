import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Instant, instant, after as later } from '#shared/domain/time.ts';
import { applyComponentEvent, type ComponentEvent } from '#shared/fleet/applyComponentEvent.ts';
import { applyEndpointEvent, type EndpointEvent } from '#shared/fleet/applyEndpointEvent.ts';
import type { EndpointRecord } from '#shared/fleet/endpointRecord.ts';
import { markGone } from '#shared/fleet/markGone.ts';
import { mergeSnapshot } from '#shared/fleet/mergeSnapshot.ts';
import { openRecord } from '#shared/fleet/openRecord.ts';
import {
  configOf,
  deploymentOf,
  recordedComponent,
  recordOf,
  refOf,
  snapshotOf,
} from '#test/builders/endpointRecord.ts';
import { at } from '#test/builders/samples.ts';

const { name, arn, createdAt } = refOf();
const endpoint = { name, arn, createdAt };

const deployed = (config: string, startedAt: Instant | undefined): EndpointEvent => ({
  endpoint,
  deployment: { config: configOf(config), startedAt },
  tagged: undefined,
  deletedAt: undefined,
});
const deleted = (deletedAt: Instant): EndpointEvent => ({
  endpoint,
  deployment: undefined,
  tagged: undefined,
  deletedAt,
});
const created = (component: string, time: Instant): ComponentEvent => ({
  kind: 'created',
  at: time,
  name: component,
  variant: 'AllTraffic',
  model: 'a-model',
  tags: new Map([['Team', 'red']]),
  base: undefined,
  acceleratorsPerCopy: 1,
});
const ended = (component: string, time: Instant): ComponentEvent => ({
  kind: 'deleted',
  at: time,
  name: component,
});

const play = (events: readonly (EndpointEvent | ComponentEvent)[]): EndpointRecord =>
  events.reduce<EndpointRecord>(
    (record, event) =>
      'kind' in event ? applyComponentEvent(record, event) : applyEndpointEvent(record, event),
    openRecord(endpoint),
  );

const noon = at('2026-01-01T12:00:00Z');
const one = at('2026-01-01T13:00:00Z');
const two = at('2026-01-01T14:00:00Z');

describe('applyEndpointEvent', () => {
  it('begins the record of an endpoint that was never described', () => {
    expect(applyEndpointEvent(undefined, deployed('config-1', createdAt))).toEqual(recordOf());
  });

  it('takes the end before the beginning', () => {
    expect(play([deleted(noon), deployed('config-1', createdAt)])).toEqual(recordOf({ deletedBy: noon }));
  });

  it('keeps the earliest of several ends, and ends the components with the endpoint', () => {
    const record = markGone(play([created('a', createdAt), deployed('config-1', createdAt)]), two);
    expect(applyEndpointEvent(record, deleted(noon))).toEqual(
      recordOf({ deletedBy: noon, components: [recordedComponent({ deletedBy: noon })] }),
    );
  });

  it('learns when a deployment started that was first seen without', () => {
    const seen = play([deployed('config-1', createdAt), deployed('config-2', undefined)]);
    expect(seen.deployments.at(-1)?.startedAt).toBe(at('2026-01-01T00:00:01Z'));
    expect(applyEndpointEvent(seen, deployed('config-2', noon)).deployments).toEqual([
      deploymentOf(),
      deploymentOf({ config: configOf('config-2'), startedAt: noon }),
    ]);
  });

  it('makes of a call and of the description that follows it one deployment', () => {
    const called = applyEndpointEvent(recordOf(), deployed('config-2', noon));
    const pending = { config: configOf('config-2'), startedAt: later(noon, 1) };
    expect(mergeSnapshot(called, snapshotOf({ pending }), one)).toEqual(called);
  });
});

describe('applyComponentEvent', () => {
  it('keeps a component that was created and deleted between two descriptions', () => {
    const lived = play([created('a', noon), ended('a', one)]);
    expect(lived.components).toEqual([recordedComponent({ createdAt: noon, deletedBy: one })]);
    expect(mergeSnapshot(lived, snapshotOf(), two).components).toEqual(lived.components);
  });

  it('keeps an end without a beginning until that comes', () => {
    const end = play([ended('a', one)]);
    expect(end.components).toEqual([
      {
        name: 'a',
        variant: '',
        model: undefined,
        tags: new Map(),
        base: undefined,
        acceleratorsPerCopy: undefined,
        createdAt: undefined,
        deletedBy: one,
      },
    ]);
    expect(applyComponentEvent(end, created('a', noon)).components).toEqual([
      recordedComponent({ createdAt: noon, deletedBy: one }),
    ]);
  });

  it('tells the lives of a component that is re-created within a minute apart', () => {
    const again = later(noon, 40);
    const events = [created('a', noon), ended('a', later(noon, 20)), created('a', again), ended('a', one)];
    const rows = [
      recordedComponent({ createdAt: noon, deletedBy: later(noon, 20) }),
      recordedComponent({ createdAt: again, deletedBy: one }),
    ];
    expect(play(events).components).toEqual(rows);
    expect(play([...events, ...events]).components).toEqual(rows);
    expect(play(events.toReversed()).components).toEqual(rows);
  });

  it('ends the row that was alive, not one that a description already ended', () => {
    const seenGone = recordOf({ components: [recordedComponent({ deletedBy: one })] });
    expect(applyComponentEvent(seenGone, ended('a', noon)).components).toEqual([
      recordedComponent({ deletedBy: noon }),
    ]);
  });
});

describe('the events of a finished life', () => {
  /** Updates to configurations, each an hour or more after the last; components with one life each; the end. */
  const lives = fc
    .record({
      updates: fc.array(
        fc.record({ config: fc.integer({ min: 1, max: 3 }), wait: fc.integer({ min: 60, max: 90_000 }) }),
        {
          maxLength: 5,
        },
      ),
      components: fc.array(
        fc.record({ start: fc.nat(90_000), length: fc.integer({ min: 10, max: 90_000 }) }),
        {
          maxLength: 4,
        },
      ),
      end: fc.nat(200_000),
    })
    .map(({ updates, components, end }) => {
      let time: number = createdAt;
      const calls = updates.flatMap(({ config, wait }) => {
        time += wait;
        return [deployed(`config-${config}`, instant(time)), deployed(`config-${config}`, undefined)];
      });
      const parts = components.flatMap(({ start, length }, index) => [
        created(`part-${index}`, later(createdAt, start)),
        ended(`part-${index}`, later(createdAt, start + length)),
      ]);
      return [deployed('config-1', createdAt), ...calls, ...parts, deleted(later(createdAt, 100_000 + end))];
    });

  it('give the same record in any order, and as often as they come', () => {
    const orders = lives.chain((events) =>
      fc.record({
        events: fc.constant(events),
        order: fc.shuffledSubarray([...events, ...events], {
          minLength: events.length * 2,
          maxLength: events.length * 2,
        }),
      }),
    );
    fc.assert(
      fc.property(orders, ({ events, order }) => {
        expect(play(order)).toEqual(play(events));
      }),
    );
  });

  it('change nothing when they come again, however often the endpoint was described between', () => {
    fc.assert(
      fc.property(lives, fc.nat(20), (events, index) => {
        const described = mergeSnapshot(play(events.slice(0, index)), snapshotOf(), two);
        const last = events.at(-1);
        if (last === undefined) return;
        const record = [...events.slice(index), last].reduce(
          (known, event) =>
            'kind' in event ? applyComponentEvent(known, event) : applyEndpointEvent(known, event),
          described,
        );
        for (const event of events.slice(index)) {
          expect(
            'kind' in event ? applyComponentEvent(record, event) : applyEndpointEvent(record, event),
          ).toEqual(record);
        }
      }),
    );
  });
});
