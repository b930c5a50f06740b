import type { Contacts } from '#shared/alerts/contacts.ts';
import type { Links } from '#shared/alerts/links.ts';
import type { BudgetNews } from '#shared/alerts/toBudgetEvents.ts';
import type { EvaluatedBudget, PeriodFacts } from '#shared/alerts/toldBudget.ts';
import type { TopMover, TopMovers } from '#shared/alerts/topMovers.ts';
import type { Budget } from '#shared/domain/budgets/budget.ts';
import type { PeriodRange } from '#shared/domain/budgets/budgetPeriod.ts';
import type { Crossing, Recovery } from '#shared/domain/budgets/evaluateBudget.ts';
import { limitOf } from '#shared/domain/budgets/limitOf.ts';
import type { BudgetCause, Movement } from '#shared/domain/budgets/movement.ts';
import { periodAt } from '#shared/domain/budgets/periodAt.ts';
import { type Threshold, thresholdKey } from '#shared/domain/budgets/threshold.ts';
import type { Forecast, NoForecast } from '#shared/domain/forecast/forecast.ts';
import type { Money } from '#shared/domain/money.ts';
import { after, type Instant } from '#shared/domain/time.ts';
import { actual, budgetOf, dollars } from './budget.ts';
import { figuresOf } from './budgetFigures.ts';
import { at } from './samples.ts';

/** Three in the morning. */
export const threeAm = at('2026-05-21T03:00:00Z');

export const contacts: Contacts = {
  ofTeam: (code) => (code === 'nobody' ? undefined : `${code}@example.com`),
  finance: ['finops@example.com'],
};

export const links: Links = { api: 'https://tenner.example.com' };

export const forecastOf = (amount: number, low: number, high: number): Forecast => ({
  amount: dollars(amount),
  low: dollars(low),
  high: dollars(high),
  confidence: 'medium',
  because: '20 days of history; by 13 back-casts within 6 % of the amount, four times in five',
  method: 'hour of week',
  from: at('2026-05-21T02:00:00Z'),
});

export const noForecast: NoForecast = {
  amount: undefined,
  because: 'less than a day of its spend is known',
};

/** `['ranker', 'prod-1', 44.1, 21.3]`: spent, and how much more than before. */
export const moversOf = (
  ...rows: readonly (readonly [
    component: string | undefined,
    endpoint: string | undefined,
    spent: number,
    change: number,
  ])[]
): TopMovers => ({
  window: { from: at('2026-05-20T02:00:00Z'), to: at('2026-05-21T02:00:00Z') },
  movers: rows.map(
    ([component, endpoint, spent, change]): TopMover => ({
      component,
      endpoint,
      spent: dollars(spent),
      change: dollars(change),
    }),
  ),
});

type GivenNews = {
  kind?: 'crossed' | 'recovered';
  threshold?: Threshold;
  /** In dollars. */
  figure?: number;
  cause?: BudgetCause;
  found?: boolean;
  at?: Instant;
};

export type GivenBudget = Partial<Omit<PeriodFacts, 'forecast'>> & {
  budget?: Partial<Budget>;
  /** In dollars. */
  actual?: number;
  /** Likewise; all of what is spent is the default. */
  settled?: number;
  moved?: Partial<Record<keyof Movement, number>>;
  forecast?: Forecast | NoForecast;
  news?: readonly GivenNews[];
  now?: Instant;
};

const newsOf = (
  given: GivenNews,
  period: PeriodRange,
  amount: Money,
  fallback: { actual: number; now: Instant },
): Crossing | Recovery => {
  const { kind = 'crossed', threshold = actual(80), cause = 'quantity', found = false } = given;
  const told = {
    period,
    amount,
    threshold,
    key: thresholdKey(threshold),
    limit: limitOf(threshold, amount, period),
    figure: dollars(given.figure ?? fallback.actual),
    at: given.at ?? fallback.now,
    cause,
  };
  return kind === 'crossed'
    ? { kind, found, ...told }
    : { kind, crossedAt: after(told.at, -86_400), ...told };
};

/** By default `search-month` at $823.40 of $1,000 in May, at 3 a.m. of the 21st. */
export const evaluatedOf = (given: GivenBudget = {}): EvaluatedBudget => {
  const { actual: spent = 823.4, now = threeAm, news = [{}], moved } = given;
  const budget = budgetOf(given.budget);
  const period = periodAt(budget, now);
  const [amount] = budget.amounts;
  if (period === undefined || amount === undefined) throw new Error('the budget has no period now');
  const all = news.map((each) => newsOf(each, period, amount.amount, { actual: spent, now }));
  const figures = figuresOf({ period, now, actual: spent, ...(moved === undefined ? {} : { moved }) });
  const facts: PeriodFacts = {
    figures: given.figures ?? {
      ...figures,
      settled: { through: figures.settled.through, amount: dollars(given.settled ?? spent) },
    },
    forecast: given.forecast ?? noForecast,
    movers: given.movers,
    idleByReason: given.idleByReason,
  };
  return {
    budget,
    evaluation: {
      crossed: all.filter((each) => each.kind === 'crossed'),
      recovered: all.filter((each) => each.kind === 'recovered'),
    },
    periods: [facts],
  };
};

export const newsOfBudgets = (
  evaluated: readonly EvaluatedBudget[],
  given: Partial<BudgetNews> = {},
): BudgetNews => ({ group: 'team:search', evaluated, contacts, links, now: threeAm, ...given });
