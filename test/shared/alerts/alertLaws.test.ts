import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toBudgetEvents } from '#shared/alerts/toBudgetEvents.ts';
import { toWatchEvents } from '#shared/alerts/toWatchEvents.ts';
import { rate } from '#shared/domain/money.ts';
import type { Watch } from '#shared/domain/watches/watch.ts';
import { contacts, evaluatedOf, moversOf, newsOfBudgets } from '#test/builders/alerts.ts';
import { anyEvaluatedBudgets } from '#test/builders/anyNews.ts';
import { anyWatchNews } from '#test/builders/anyWatchNews.ts';
import { dollars } from '#test/builders/budget.ts';
import { episodeOf, newsOfWatch } from '#test/builders/watchNews.ts';
import { expectReadable } from './expectReadable.ts';

const idsOf = (events: readonly { detail: { id: string } }[]): string[] =>
  events.map(({ detail }) => detail.id).toSorted((a, b) => (a < b ? -1 : 1));

describe('every event of budgets', () => {
  it('is for somebody, readable, and as its schema says', () => {
    fc.assert(
      fc.property(anyEvaluatedBudgets, (evaluated) => {
        for (const event of toBudgetEvents(newsOfBudgets(evaluated))) expectReadable(event);
      }),
      { numRuns: 200 },
    );
  });

  it('tells each piece of news once, and has an id of its own', () => {
    fc.assert(
      fc.property(anyEvaluatedBudgets, (evaluated) => {
        const events = toBudgetEvents(newsOfBudgets(evaluated));
        const told = events.flatMap(({ detail: { budgets } }) =>
          budgets.flatMap(({ name, thresholds }) => thresholds.map(({ key }) => JSON.stringify([name, key]))),
        );
        const given = evaluated.flatMap(({ budget: { name }, evaluation: { crossed, recovered } }) =>
          [...crossed, ...recovered].map(({ key }) => JSON.stringify([name, key])),
        );
        expect(new Set(told)).toEqual(new Set(given));
        expect(told).toHaveLength(given.length);
        expect(new Set(idsOf(events)).size).toBe(events.length);
      }),
    );
  });

  it('has the same id in whatever order budgets and thresholds are found', () => {
    fc.assert(
      fc.property(anyEvaluatedBudgets, (evaluated) => {
        const turned = evaluated.toReversed().map(({ evaluation: { crossed, recovered }, ...each }) => ({
          ...each,
          evaluation: { crossed: crossed.toReversed(), recovered: recovered.toReversed() },
        }));
        expect(idsOf(toBudgetEvents(newsOfBudgets(turned)))).toEqual(
          idsOf(toBudgetEvents(newsOfBudgets(evaluated))),
        );
      }),
    );
  });
});

describe('every event of watches', () => {
  it('is for somebody, readable, and as its schema says', () => {
    fc.assert(
      fc.property(anyWatchNews, (news) => {
        for (const event of toWatchEvents(news)) expectReadable(event);
      }),
      { numRuns: 200 },
    );
  });

  it('has the same id in whatever order things are found', () => {
    fc.assert(
      fc.property(anyWatchNews, (news) => {
        const { raised, cleared } = news.outcome;
        const turned = { raised: raised.toReversed(), cleared: cleared.toReversed() };
        expect(idsOf(toWatchEvents({ ...news, outcome: turned }))).toEqual(idsOf(toWatchEvents(news)));
      }),
    );
  });
});

describe('what a team is told', () => {
  const teams = ['search', 'ads', 'vision'];
  /** In dollars that nobody else has. */
  const amountOf = (team: string): number => 111_111 * (teams.indexOf(team) + 1);
  const othersOf = (recipients: readonly string[]): string[] =>
    teams.filter((team) => !recipients.includes(`${team}@example.com`));

  it('has no amounts of other teams: their budgets', () => {
    const events = toBudgetEvents(
      newsOfBudgets(
        teams.map((team) =>
          evaluatedOf({
            budget: { name: `${team}-endpoint`, scope: new Map(), recipients: [`${team}@example.com`] },
            actual: amountOf(team),
            movers: moversOf([team, 'prod-1', amountOf(team), 0]),
          }),
        ),
        { group: 'finance' },
      ),
    );
    expect(events).toHaveLength(3);
    for (const { detail } of events)
      for (const other of othersOf(detail.recipients))
        expect(JSON.stringify(detail).replaceAll(',', '')).not.toContain(String(amountOf(other)));
  });

  it('has no amounts of other teams: their spend', () => {
    const watch: Watch = {
      kind: 'spend',
      name: 'team spend',
      of: 'team',
      match: { endpoint: undefined, component: undefined, team: undefined },
      percentAbove: 50,
      aboveBy: rate(10_000_000_000n),
      lasting: 3_600,
      recipients: undefined,
      isArchived: false,
    };
    const raised = teams.map((team) => {
      const perHour = dollars(amountOf(team));
      return episodeOf({ kind: 'spend', perHour, usualPerHour: dollars(1), confidence: 'low' }, { team });
    });
    const events = toWatchEvents(newsOfWatch(watch, { raised }, { contacts }));
    expect(events.map(({ detail }) => detail.recipients)).toEqual(
      teams.map((team) => [`${team}@example.com`]),
    );
    for (const { detail } of events)
      for (const other of othersOf(detail.recipients))
        expect(JSON.stringify(detail).replaceAll(',', '')).not.toContain(String(amountOf(other)));
  });
});
