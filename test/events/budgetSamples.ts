import { toBudgetEvents } from '#shared/alerts/toBudgetEvents.ts';
import type { OutgoingEvent } from '#shared/bus/outgoingEvent.ts';
import { parseZone, type Zone } from '#shared/domain/zone.ts';
import { evaluatedOf, forecastOf, moversOf, newsOfBudgets } from '#test/builders/alerts.ts';
import { actual, burnRate, dollars, forecast } from '#test/builders/budget.ts';
import { at } from '#test/builders/samples.ts';

const zoneOf = (name: string): Zone => {
  const zone = parseZone(name);
  if (typeof zone === 'object') throw new Error(zone.fault);
  return zone;
};

const quantity = evaluatedOf({
  settled: 819.2,
  news: [{}, { threshold: forecast(100), figure: 1_212.5 }],
  forecast: forecastOf(1_212.5, 1_140, 1_285),
  movers: moversOf(
    ['ranker', 'prod-1', 44.1, 21.3],
    ['embedder', 'prod-1', 12.06, 2.5],
    ['reranker-canary', 'prod-2', 4.02, -1.1],
  ),
});

const idle = evaluatedOf({
  budget: {
    name: 'prod-1-week',
    scope: new Map([['endpoint', 'prod-1']]),
    period: { kind: 'week', firstDay: 'monday' },
    recipients: ['ml-platform@example.com'],
  },
  actual: 1_021.77,
  settled: 1_014.1,
  moved: { quantity: 1.92, idle: 5.75 },
  news: [{ threshold: actual(100), cause: 'idle' }],
  movers: moversOf([undefined, 'prod-1', 138.05, 92.03], ['ranker', 'prod-1', 44.1, 0]),
  idleByReason: new Map([
    ['unplaced', dollars(92.03)],
    ['empty', dollars(46.02)],
  ]),
});

const dear = (name: string, endpoint: string, spent: number) =>
  evaluatedOf({
    budget: { name, scope: new Map([['endpoint', endpoint]]), recipients: [`${endpoint}@example.com`] },
    actual: spent,
    settled: spent - 2.5,
    moved: { price: 96.4, quantity: 3.1 },
    news: [{ threshold: actual(80), cause: 'price' }],
    movers: moversOf(['ranker', endpoint, 144.1, 96.3]),
  });

const found = evaluatedOf({
  budget: {
    name: 'berlin-quarter',
    scope: new Map([['costCentre', 'CC-4100']]),
    period: { kind: 'quarter' },
    zone: zoneOf('Europe/Berlin'),
    recipients: ['berlin@example.com'],
    rate: 'charge',
    idle: 'shared',
  },
  actual: 1_131.25,
  settled: 1_128.4,
  news: [80, 100].map((percent) => ({ threshold: actual(percent), found: true })),
});

const fast = evaluatedOf({
  budget: { name: 'search-day', period: { kind: 'day' }, thresholds: [burnRate(1, 300)] },
  actual: 148,
  settled: 81.55,
  news: [{ threshold: burnRate(1, 300), figure: 131.25 }],
  movers: moversOf(['batch-embed', 'prod-3', 131.25, 131.25]),
});

const cheaper = evaluatedOf({
  actual: 741.06,
  settled: 737.3,
  moved: { price: -82.34 },
  news: [{ kind: 'recovered', cause: 'price' }],
  forecast: forecastOf(968, 910, 1_026),
});

const moved = evaluatedOf({
  actual: 612.9,
  settled: 610.15,
  moved: { ownership: -210.5, quantity: 1.2 },
  news: [{ kind: 'recovered', cause: 'ownership', at: at('2026-05-21T03:00:00Z') }],
});

const one = (news: Parameters<typeof toBudgetEvents>[0]): OutgoingEvent => {
  const [event, ...others] = toBudgetEvents(news);
  if (event === undefined || others.length > 0) throw new Error('a sample is one event');
  return event;
};

/** Events of budgets by what they show. */
export const budgetSamples: readonly (readonly [name: string, event: OutgoingEvent])[] = [
  ['quantity', one(newsOfBudgets([quantity]))],
  ['idle', one(newsOfBudgets([idle], { group: 'finance' }))],
  [
    'price',
    one(
      newsOfBudgets(
        [
          dear('prod-1-month', 'prod-1', 842.1),
          dear('prod-2-month', 'prod-2', 880.75),
          dear('prod-3-month', 'prod-3', 803),
        ],
        { group: 'finance' },
      ),
    ),
  ],
  ['found', one(newsOfBudgets([found], { group: 'finance' }))],
  ['burn-rate', one(newsOfBudgets([fast]))],
  ['price', one(newsOfBudgets([cheaper]))],
  ['ownership', one(newsOfBudgets([moved]))],
];
