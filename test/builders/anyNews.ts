import fc from 'fast-check';
import type { EvaluatedBudget } from '#shared/alerts/toldBudget.ts';
import type { BudgetPeriod } from '#shared/domain/budgets/budgetPeriod.ts';
import { type BudgetCause, budgetCauses } from '#shared/domain/budgets/movement.ts';
import type { Threshold } from '#shared/domain/budgets/threshold.ts';
import { idleReasons } from '#shared/domain/idleReason.ts';
import { utc } from '#shared/domain/zone.ts';
import { evaluatedOf, forecastOf, moversOf, noForecast } from './alerts.ts';
import { actual, actualAmount, burnRate, dollars, forecast } from './budget.ts';
import { zoneOf } from './zones.ts';

/** Whatever people write, up to what tags may have. */
export const anyName = fc.oneof(
  fc.string({ minLength: 1, maxLength: 20 }),
  fc.string({ minLength: 1, maxLength: 256 }),
  fc.string({ unit: 'binary', minLength: 1, maxLength: 60 }),
  fc.constantFrom('search', "it's", 'a b', `${'long-'.repeat(51)}`, '検索', '$(id)', '\u202e', ' '),
);

export const anyCents = fc.oneof(
  fc.integer({ min: 0, max: 100_000_000_000 }).map((cents) => cents / 100),
  fc.constantFrom(0, 0.01, 1_000),
);

const anyThreshold = fc.oneof(
  fc.integer({ min: 1, max: 1_000 }).map((percent): Threshold => actual(percent)),
  fc.integer({ min: 1, max: 1_000 }).map((percent): Threshold => forecast(percent)),
  fc.integer({ min: 1, max: 1_000 }).map((percent): Threshold => burnRate(6, percent)),
  anyCents.map((amount): Threshold => actualAmount(amount)),
);

const anyPeriod = fc.constantFrom<BudgetPeriod>(
  { kind: 'day' },
  { kind: 'week', firstDay: 'sunday' },
  { kind: 'month' },
  { kind: 'quarter' },
);

/** Corrections may take more away than there is. */
const anyFigure = fc.oneof(anyCents, fc.constant(-12.5));

const anyNews = fc.record({
  kind: fc.constantFrom('crossed', 'recovered'),
  threshold: anyThreshold,
  figure: anyFigure,
  cause: fc.constantFrom(...budgetCauses),
  found: fc.boolean(),
});

const anyMover = fc.tuple(
  fc.option(anyName, { nil: undefined }),
  fc.option(anyName, { nil: undefined }),
  anyCents,
  anyCents.map((amount) => -amount),
);

const anyBudget = fc.record({
  scope: fc
    .dictionary(fc.constantFrom('team', 'endpoint', 'model', 'tag:env'), anyName)
    .map((scope) => new Map(Object.entries(scope))),
  period: anyPeriod,
  zone: fc.constantFrom(utc, zoneOf('Europe/Berlin'), zoneOf('Asia/Kathmandu')),
  amounts: anyCents.map((amount) => [{ from: undefined, amount: dollars(amount) }]),
  basis: fc.constantFrom('allocation', 'usage'),
  rate: fc.constantFrom('cost', 'charge'),
  idle: fc.constantFrom('separate', 'shared'),
  recipients: fc.array(fc.constantFrom('a@example.com', 'b@example.com'), { maxLength: 2 }),
});

/** An evaluation of a budget of a name, with any news of it. @param one the cause of all of them, for the same people. */
const anyEvaluated = (name: string, one: BudgetCause | undefined): fc.Arbitrary<EvaluatedBudget> =>
  fc
    .record({
      budget: anyBudget.map((budget) => ({ ...budget, name })),
      actual: anyFigure,
      moved: fc.dictionary(fc.constantFrom(...budgetCauses), anyCents),
      news: fc.uniqueArray(anyNews, {
        selector: ({ threshold }) => JSON.stringify(threshold, (_, value) => String(value)),
        maxLength: 8,
      }),
      forecast: fc.oneof(
        fc.constant(noForecast),
        anyCents.map((amount) => forecastOf(amount, amount, amount)),
      ),
      movers: fc.option(
        fc.array(anyMover, { maxLength: 8 }).map((rows) => moversOf(...rows)),
        { nil: undefined },
      ),
      idleByReason: fc.option(
        fc
          .array(fc.tuple(fc.constantFrom(...idleReasons), anyCents.map(dollars)))
          .map((reasons) => new Map(reasons)),
        { nil: undefined },
      ),
    })
    .map(({ budget, news, ...given }) =>
      evaluatedOf({
        ...given,
        budget: one === undefined ? budget : { ...budget, recipients: ['a@example.com'] },
        news: one === undefined ? news : news.map((each) => ({ ...each, cause: one })),
      }),
    );

/** Budgets of names of their own, as many as one event may have to tell. */
export const anyEvaluatedBudgets: fc.Arbitrary<EvaluatedBudget[]> = fc
  .tuple(
    fc.uniqueArray(anyName, { maxLength: 12 }),
    fc.option(fc.constantFrom(...budgetCauses), { nil: undefined }),
  )
  .chain(([names, one]) => fc.tuple(...names.map((name) => anyEvaluated(name, one))));
