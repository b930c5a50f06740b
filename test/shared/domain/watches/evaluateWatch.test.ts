import { describe, expect, it } from 'vitest';
import { rate } from '#shared/domain/money.ts';
import { formatInstant } from '#shared/domain/time.ts';
import { evaluateWatch } from '#shared/domain/watches/evaluateWatch.ts';
import type { Watch } from '#shared/domain/watches/watch.ts';
import type { WatchFacts } from '#shared/domain/watches/watchFacts.ts';
import { noWatchState } from '#shared/domain/watches/watchState.ts';
import { at } from '#test/builders/samples.ts';
import { dollars } from '#test/builders/spendHistory.ts';
import {
  common,
  endpointFacts,
  endpointMatch,
  idleOf,
  idleWatch,
  spendFacts,
  subjectOf,
} from '#test/builders/watchFacts.ts';

const now = at('2026-05-02T00:00:00Z');

const evaluate = (watch: Watch, facts: Partial<WatchFacts>, time = now) =>
  evaluateWatch(watch, noWatchState, { spenders: [], endpoints: [], ...facts }, time);

const clock = (time: Parameters<typeof formatInstant>[0]) => formatInstant(time).slice(11, 16);

/** `12:00-12:15 raised`, `12:40 cleared` of all that is told. */
const tell = (watch: Watch, facts: Partial<WatchFacts>, time = now): string[] => {
  const { raised, cleared } = evaluate(watch, facts, time);
  return [
    ...raised.map(({ since, raisedAt }) => `since ${clock(since)}, raised ${clock(raisedAt)}`),
    ...cleared.map(({ clearedAt }) => `cleared ${clock(clearedAt)}`),
  ];
};

const idle = (...perHour: (number | undefined)[]) => ({
  endpoints: [endpointFacts(perHour.map((each) => (each === undefined ? undefined : idleOf(each))))],
});

describe('evaluateWatch', () => {
  it('raises what has lasted, once', () => {
    expect(tell(idleWatch, idle(12, 12))).toEqual([]);
    expect(tell(idleWatch, idle(12, 12, 12, 12, 12, 12))).toEqual(['since 12:00, raised 12:15']);
  });

  it('begins anew after what is not over', () => {
    expect(tell(idleWatch, idle(12, 12, 6, 12, 12))).toEqual([]);
    expect(tell(idleWatch, idle(12, 12, 6, 12, 12, 12))).toEqual(['since 12:15, raised 12:30']);
  });

  it('clears what has been a tenth below its threshold for as long', () => {
    // 9.60 is no tenth below 10.
    expect(tell(idleWatch, idle(12, 12, 12, 6, 6, 9.6, 6, 6))).toEqual(['since 12:00, raised 12:15']);
    expect(tell(idleWatch, idle(12, 12, 12, 6, 6, 9.6, 6, 6, 6))).toEqual([
      'since 12:00, raised 12:15',
      'cleared 12:45',
    ]);
  });

  it('waits an hour before it raises the next episode', () => {
    const restless = [12, 12, 12, 6, 6, 6, ...Array.from({ length: 13 }, () => 12)];
    expect(tell(idleWatch, idle(...restless))).toEqual([
      'since 12:00, raised 12:15',
      'since 12:30, raised 13:30',
      'cleared 12:30',
    ]);
  });

  it('neither raises nor clears by what nobody knows', () => {
    expect(tell(idleWatch, idle(12, undefined, undefined, 12))).toEqual([]);
    expect(tell(idleWatch, idle(12, undefined, 12, 12))).toEqual(['since 12:00, raised 12:20']);
    expect(tell(idleWatch, idle(12, 12, 12, 6, 6, undefined, undefined))).toHaveLength(1);
  });

  it('looks at nothing after now', () => {
    expect(tell(idleWatch, idle(12, 12, 12), at('2026-05-01T12:14:59Z'))).toEqual([]);
    expect(tell(idleWatch, idle(12, 12, 12), at('2026-05-01T12:15:00Z'))).toHaveLength(1);
  });

  it('tells of everything that is raised together, the largest first', () => {
    const endpoints = [11, 30, 20].map((perHour, index) =>
      endpointFacts([idleOf(perHour), idleOf(perHour), idleOf(perHour)], { endpoint: `prod-${index}` }),
    );
    const { raised } = evaluate(idleWatch, { endpoints });
    expect(raised.map(({ subject }) => subject.endpoint)).toEqual(['prod-1', 'prod-2', 'prod-0']);
    expect(raised[0]?.figure).toEqual({
      kind: 'idle',
      perHour: dollars(30),
      byReason: new Map([['unplaced', dollars(30)]]),
    });
  });

  it('looks at what its patterns match, and at nothing once archived', () => {
    const facts = idle(12, 12, 12);
    expect(tell({ ...idleWatch, match: { endpoint: 'test-*' } } as Watch, facts)).toEqual([]);
    expect(tell({ ...idleWatch, match: { endpoint: 'prod-?' } } as Watch, facts)).toHaveLength(1);
    expect(tell({ ...idleWatch, isArchived: true }, facts)).toEqual([]);
  });

  it('forgets, and clears, what has been gone for a week', () => {
    const { state } = evaluate(idleWatch, idle(12, 12, 12));
    const gone = { spenders: [], endpoints: [] };
    const kept = evaluateWatch(idleWatch, state, gone, at('2026-05-08T12:14:59Z'));
    expect([kept.state.size, kept.cleared]).toEqual([1, []]);
    const { state: after, cleared } = evaluateWatch(idleWatch, kept.state, gone, at('2026-05-08T12:15:00Z'));
    expect(after.size).toBe(0);
    expect(cleared.map(({ episode }) => clock(episode.since))).toEqual(['12:00']);
  });
});

describe('a watch on idle capacity', () => {
  it('leaves what a deployment leaves idle, and what may be idle or not', () => {
    const deploying = { idle: new Map([['deploying', dollars(5)] as const]) };
    expect(tell(idleWatch, { endpoints: [endpointFacts([deploying, deploying, deploying])] })).toEqual([]);
    const unsure = { ...idleOf(6), unknown: { cost: dollars(1), accelerators: 1 } };
    const facts = [idleOf(12), idleOf(12), unsure, idleOf(12)];
    expect(tell(idleWatch, { endpoints: [endpointFacts(facts)] })).toEqual(['since 12:00, raised 12:20']);
  });
});

describe('a watch on free accelerators', () => {
  const watch: Watch = { kind: 'freeAccelerators', ...common, match: endpointMatch, below: 4 };
  const free = (...counts: (number | 'unsure')[]) => ({
    endpoints: [
      endpointFacts(
        counts.map((count) =>
          count === 'unsure'
            ? { freeAccelerators: 3, unknown: { cost: dollars(1), accelerators: 1 } }
            : { freeAccelerators: count },
        ),
      ),
    ],
  });

  it('raises when fewer are free than the buffer, however many may be free besides', () => {
    expect(tell(watch, free(4, 4, 4))).toEqual([]);
    expect(tell(watch, free(3, 3.5, 3))).toEqual(['since 12:00, raised 12:15']);
    expect(tell(watch, free(3, 3, 'unsure', 'unsure'))).toEqual([]);
    expect(tell(watch, free(3, 'unsure', 3, 3))).toEqual(['since 12:00, raised 12:20']);
    expect(evaluate(watch, free(3, 3, 1)).raised[0]?.figure).toEqual({ kind: 'freeAccelerators', free: 1 });
  });

  it('clears with a tenth more than the buffer', () => {
    expect(tell(watch, free(3, 3, 3, 4, 4, 4))).toHaveLength(1);
    expect(tell(watch, free(3, 3, 3, 5, 5, 5))).toContain('cleared 12:30');
  });
});

describe('a watch on deployments', () => {
  it('raises when an old and a new fleet stay side by side', () => {
    const watch: Watch = { kind: 'deployment', ...common, match: endpointMatch };
    const doubled = { isDeploying: true, idle: new Map([['deploying', dollars(2)] as const]) };
    expect(tell(watch, { endpoints: [endpointFacts([doubled, doubled, {}])] })).toEqual([]);
    const { raised } = evaluate(watch, { endpoints: [endpointFacts([{}, doubled, doubled, doubled])] });
    expect(raised.map(({ since, figure }) => [clock(since), figure])).toEqual([
      ['12:05', { kind: 'deployment', idlePerHour: dollars(24) }],
    ]);
  });
});

describe('a watch on collection', () => {
  const watch: Watch = {
    kind: 'collection',
    ...common,
    match: endpointMatch,
    lag: 1_800,
    completenessBelow: 0.9,
  };
  const seen = (...shares: number[]) => shares.map((completeness) => ({ completeness }));

  it('raises when less is seen than should be', () => {
    expect(tell(watch, { endpoints: [endpointFacts(seen(0.9, 1, 0.95))] })).toEqual([]);
    const { raised } = evaluate(watch, { endpoints: [endpointFacts(seen(0.8, 0.89, 0.5))] });
    expect(raised[0]?.figure).toEqual({ kind: 'collection', collectedThrough: now, completeness: 0.5 });
    const gaps = [0.8, 0.8, 0.8, 0.905, 0.905, 0.905];
    expect(tell(watch, { endpoints: [endpointFacts(seen(...gaps))] })).toHaveLength(1);
    expect(tell(watch, { endpoints: [endpointFacts(seen(...gaps, 0.91, 0.91, 0.91))] })).toContain(
      'cleared 12:45',
    );
  });

  it('raises when nothing has been collected for too long, and clears when it is again', () => {
    const stopped = endpointFacts(seen(1, 1, 1), { collectedThrough: at('2026-05-01T12:18:00Z') });
    // 12:18 and half an hour of lag, and then three whole buckets.
    expect(tell(watch, { endpoints: [stopped] }, at('2026-05-01T13:04:00Z'))).toEqual([]);
    const raised = evaluate(watch, { endpoints: [stopped] }, at('2026-05-01T13:07:00Z'));
    expect(raised.raised).toEqual([
      {
        subject: subjectOf({ endpoint: 'prod-1' }),
        since: at('2026-05-01T12:50:00Z'),
        raisedAt: at('2026-05-01T13:05:00Z'),
        figure: { kind: 'collection', collectedThrough: at('2026-05-01T12:18:00Z'), completeness: undefined },
      },
    ]);
    const again = endpointFacts(
      Array.from({ length: 16 }, () => ({})),
      { collectedThrough: at('2026-05-01T13:35:00Z') },
    );
    const facts = { spenders: [], endpoints: [again] };
    const { cleared } = evaluateWatch(watch, raised.state, facts, at('2026-05-01T13:36:00Z'));
    expect(cleared.map(({ clearedAt }) => clock(clearedAt))).toEqual(['13:20']);
  });

  it('raises when an endpoint has never been collected', () => {
    const never = endpointFacts([], { collectedThrough: undefined, knownSince: at('2026-05-01T12:00:00Z') });
    expect(tell(watch, { endpoints: [never] }, at('2026-05-01T12:44:00Z'))).toEqual([]);
    expect(tell(watch, { endpoints: [never] }, at('2026-05-01T12:45:00Z'))).toEqual([
      'since 12:30, raised 12:45',
    ]);
  });
});

describe('a watch on spend', () => {
  const watch: Watch = {
    kind: 'spend',
    ...common,
    of: 'team',
    match: { endpoint: undefined, component: undefined, team: undefined },
    percentAbove: 50,
    aboveBy: rate(6_000_000_000n),
  };
  const spend = (days: number, ...buckets: (number | 'deploying' | undefined)[]) => ({
    spenders: [spendFacts(days, buckets)],
  });

  it('raises what is far above the usual, and says what is usual and how sure that is', () => {
    expect(tell(watch, spend(3, 35, 35, 35))).toEqual([]);
    expect(evaluate(watch, spend(3, 36, 48, 48)).raised[0]?.figure).toEqual({
      kind: 'spend',
      perHour: dollars(48),
      usualPerHour: dollars(24),
      confidence: 'low',
    });
    const sure = evaluate(watch, spend(20, 48, 48, 48)).raised[0]?.figure;
    expect(sure).toMatchObject({ confidence: 'high' });
  });

  it('raises nothing that is little in dollars, nor without a day of history', () => {
    expect(tell({ ...watch, aboveBy: rate(30_000_000_000n) } as Watch, spend(3, 48, 48, 48))).toEqual([]);
    expect(tell(watch, spend(0, 48, 48, 48))).toEqual([]);
    expect(tell(watch, spend(1, 48, 48, 48))).toHaveLength(1);
  });

  it('expects more of what is restless', () => {
    const [facts] = spend(3, 42, 42, 42).spenders;
    if (facts === undefined) throw new Error('there is none');
    // Of 20, 24 and 28 the median deviation is 4: what is 20.76 above 24 stands out.
    const values = facts.hours.values.map((_, hour) => dollars([20, 24, 28][hour % 3] ?? 0));
    const restless = { ...facts, hours: { ...facts.hours, values } };
    expect(tell(watch, { spenders: [facts] })).toHaveLength(1);
    expect(tell(watch, { spenders: [restless] })).toEqual([]);
    const [more] = spend(3, 45, 45, 45).spenders;
    expect(
      tell(watch, { spenders: [{ ...restless, buckets: more?.buckets ?? facts.buckets }] }),
    ).toHaveLength(1);
  });

  it('holds during a deployment, and counts none of it', () => {
    expect(tell(watch, spend(3, 'deploying', 'deploying', 'deploying', 'deploying'))).toEqual([]);
    expect(tell(watch, spend(3, 48, 'deploying', 48, 'deploying', 48))).toEqual([
      'since 12:00, raised 12:25',
    ]);
  });

  it('tells components from teams', () => {
    const component = subjectOf({ endpoint: 'prod-1', component: 'chat', team: 'search' });
    const facts = { spenders: [spendFacts(3, [48, 48, 48], component)] };
    expect(tell(watch, facts)).toEqual([]);
    const ofComponents = { ...watch, of: 'component' } as Watch;
    expect(evaluate(ofComponents, facts).raised.map(({ subject }) => subject)).toEqual([component]);
    expect(
      tell({ ...ofComponents, match: { ...endpointMatch, component: 'chat', team: 'ads' } } as Watch, facts),
    ).toEqual([]);
  });
});
