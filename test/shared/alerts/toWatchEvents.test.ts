import { describe, expect, it } from 'vitest';
import { toWatchEvents } from '#shared/alerts/toWatchEvents.ts';
import { defaultWatches } from '#shared/domain/watches/defaultWatches.ts';
import type { Watch, WatchKind } from '#shared/domain/watches/watch.ts';
import { dollars } from '#test/builders/budget.ts';
import { clearedOf, episodeOf, newsOfWatch } from '#test/builders/watchNews.ts';

const defaultOf = (kind: WatchKind): Watch => {
  const watch = defaultWatches.find((each) => each.kind === kind);
  if (watch === undefined) throw new Error(`no watch for ${kind} by default`);
  return watch;
};

/** Each event as `SpendAnomalyDetected quantity → search@example.com: team search`. */
const told = (...args: Parameters<typeof newsOfWatch>): string[] =>
  toWatchEvents(newsOfWatch(...args)).map(
    ({ type, detail: { cause, recipients, message } }) =>
      `${type} ${cause} → ${recipients.join()}: ${message.subject}`,
  );

const spendOf = (team: string, perHour = 120) =>
  episodeOf(
    { kind: 'spend', perHour: dollars(perHour), usualPerHour: dollars(24), confidence: 'high' },
    { team },
  );
const idleOf = (endpoint: string) =>
  episodeOf({ kind: 'idle', perHour: dollars(42.5), byReason: new Map() }, { endpoint });
const collectionOf = (completeness: number | undefined, isNew = false) =>
  episodeOf({
    kind: 'collection',
    collectedThrough: isNew ? undefined : episodeOf({ kind: 'freeAccelerators', free: 0 }).since,
    completeness,
  });

describe('toWatchEvents', () => {
  it('tells nothing where there is no news', () => {
    expect(told(defaultOf('idle'), {})).toEqual([]);
  });

  it('tells a team of its spend, and finance of a price', () => {
    const raised = [spendOf('search'), spendOf('ads')];
    expect(told(defaultOf('spend'), { raised })).toEqual([
      'SpendAnomalyDetected quantity → search@example.com: team search spends $120.00 an hour, usually $24.00, for 2 h',
      'SpendAnomalyDetected quantity → ads@example.com: team ads spends $120.00 an hour, usually $24.00, for 2 h',
    ]);
    expect(told(defaultOf('spend'), { raised }, { causeOf: () => 'price' })).toEqual([
      'SpendAnomalyDetected price → finops@example.com: team search spends $120.00 an hour, usually $24.00, for 2 h, and 1 more',
    ]);
  });

  it('tells finance of endpoints, which are no one team’s, or those that the watch names', () => {
    const raised = [idleOf('prod-1'), idleOf('prod-2'), idleOf('prod-3')];
    expect(told(defaultOf('idle'), { raised })).toEqual([
      'IdleCapacityHigh idle → finops@example.com: endpoint prod-1 has $42.50 an hour idle, for 2 h, and 2 more',
    ]);
    expect(told({ ...defaultOf('idle'), recipients: ['ops@example.com'] }, { raised })).toEqual([
      'IdleCapacityHigh idle → ops@example.com: endpoint prod-1 has $42.50 an hour idle, for 2 h, and 2 more',
    ]);
  });

  it('tells what is wrong with collection', () => {
    const subjectOf = (...args: Parameters<typeof collectionOf>) =>
      told(defaultOf('collection'), { raised: [collectionOf(...args)] });
    expect(subjectOf(undefined)).toEqual([
      'CollectionDegraded null → finops@example.com: endpoint prod-1 has not been read since 2026-05-21 01:00 UTC',
    ]);
    expect(subjectOf(undefined, true)).toEqual([
      'CollectionDegraded null → finops@example.com: endpoint prod-1 has never been read',
    ]);
    expect(subjectOf(0.8999)).toEqual([
      'CollectionDegraded null → finops@example.com: endpoint prod-1 is seen to 89.9 % only, for 2 h',
    ]);
  });

  it('tells of free accelerators and deployments', () => {
    const watch: Watch = {
      kind: 'freeAccelerators',
      name: 'buffer',
      match: { endpoint: undefined },
      below: 8,
      lasting: 1_800,
      recipients: undefined,
      isArchived: false,
    };
    const subjectOf = (free: number) =>
      told(watch, { raised: [episodeOf({ kind: 'freeAccelerators', free })] });
    expect([subjectOf(0), subjectOf(1), subjectOf(3.96)].flat()).toEqual([
      'FreeCapacityLow quantity → finops@example.com: endpoint prod-1 has no free accelerator, for 2 h',
      'FreeCapacityLow quantity → finops@example.com: endpoint prod-1 has only 1 free accelerator, for 2 h',
      'FreeCapacityLow quantity → finops@example.com: endpoint prod-1 has only 3.9 free accelerators, for 2 h',
    ]);
    const deploying = episodeOf({ kind: 'deployment', idlePerHour: dollars(11.5) });
    expect(told(defaultOf('deployment'), { raised: [deploying] })).toEqual([
      'DeploymentLingering idle → finops@example.com: endpoint prod-1 is still deploying, with $11.50 an hour idle, for 2 h',
    ]);
  });

  it('tells what one event cannot hold in several', () => {
    const raised = Array.from({ length: 400 }, (_, index) => idleOf(`endpoint-${index}`));
    const watch = defaultOf('idle');
    const cleared = raised.map(clearedOf);
    const events = toWatchEvents(newsOfWatch(watch, { raised, cleared }));
    expect(events.map(({ type }) => type)).toEqual([
      'IdleCapacityHigh',
      'IdleCapacityHigh',
      'WatchCleared',
      'WatchCleared',
    ]);
    const told = events.flatMap(({ type, detail }) =>
      detail.subjects.map((each) => JSON.stringify([type, each])),
    );
    expect([told.length, new Set(told).size]).toEqual([800, 800]);
    for (const { detail } of events) expect(JSON.stringify(detail).length).toBeLessThan(256_000);
  });

  it('tells what is over by one kind of event, which knows what it was raised by', () => {
    const watch = defaultOf('idle');
    const episode = idleOf('prod-1');
    const [raised] = toWatchEvents(newsOfWatch(watch, { raised: [episode] }));
    const [cleared] = toWatchEvents(newsOfWatch(watch, { cleared: [clearedOf(episode)] }));
    expect([cleared?.type, cleared?.time, cleared?.detail.message.subject]).toEqual([
      'WatchCleared',
      1_779_337_800,
      'endpoint prod-1: high idle capacity is over (2026-05-21 04:30 UTC)',
    ]);
    expect(cleared?.detail.id).not.toBe(raised?.detail.id);
    const alertId = raised?.detail.subjects.map((each) => ('alertId' in each ? each.alertId : undefined));
    expect(alertId).toEqual([expect.stringMatching(/^[0-9a-f]{64}$/)]);
    expect(cleared?.detail.subjects).toEqual([
      expect.objectContaining({ alertId: alertId?.[0], clearedAt: '2026-05-21T04:30:00Z' }),
    ]);
  });
});
