import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Budget } from '#shared/domain/budgets/budget.ts';
import type { BudgetCause } from '#shared/domain/budgets/movement.ts';
import { thresholdKey } from '#shared/domain/budgets/threshold.ts';
import { after } from '#shared/domain/time.ts';
import { dollars } from '#test/builders/budget.ts';
import {
  allThresholds,
  begin,
  type Day,
  dayAt,
  daySeconds,
  evaluate,
  type Model,
  type Real,
  sumOf,
} from './model/budgetModel.ts';
import { checkEvaluation, count } from './model/checkEvaluation.ts';

type Step = fc.Command<Model, Real>;
const step = (name: string, run: (model: Model, real: Real) => void): Step => ({
  check: () => true,
  run,
  toString: () => name,
});

/** What is spent is never less than nothing. */
const move = ({ spent, moved }: Day, cause: BudgetCause, by: number): void => {
  const part = Math.max(by, -sumOf(spent));
  spent[cause] += part;
  if (moved !== undefined) moved[cause] += part;
};

const dollarsUpTo = (most: number) => fc.integer({ min: 1, max: most });
const grow = fc
  .tuple(dollarsUpTo(90), fc.constantFrom<BudgetCause>('quantity', 'idle', 'price', 'ownership'))
  .map(([by, cause]) => step(`grow ${by} ${cause}`, (model) => move(dayAt(model, model.now), cause, by)));
const fall = fc
  .tuple(dollarsUpTo(150), fc.constantFrom<BudgetCause>('price', 'ownership', 'idle'))
  .map(([by, cause]) => step(`fall ${by} ${cause}`, (model) => move(dayAt(model, model.now), cause, -by)));
const late = fc
  .integer({ min: -60, max: 60 })
  .map((by) => step(`late ${by}`, (model) => move(dayAt(model, model.now - daySeconds), 'quantity', by)));
const upToOrNone = (most: number) => fc.option(fc.integer({ min: 0, max: most }), { nil: undefined });
const foresee = upToOrNone(300).map((forecast) =>
  step(`foresee ${forecast}`, (model) => Object.assign(model, { forecast })),
);
const burn = upToOrNone(150).map((spent) =>
  step(`burn ${spent}`, (model) => Object.assign(model, { burn: spent })),
);
const pass = (mostBuckets: number) =>
  fc
    .integer({ min: 1, max: mostBuckets })
    .map((buckets) =>
      step(`pass ${buckets * 5}m`, (model) => Object.assign(model, { now: after(model.now, buckets * 300) })),
    );
const settle = fc
  .integer({ min: 3, max: 600 })
  .map((buckets) => step(`lag ${buckets * 5}m`, (model) => Object.assign(model, { lag: buckets * 300 })));

const changeBudget = (name: string, change: Partial<Budget>, amount?: number) =>
  step(name, (model) => {
    model.amount = amount ?? model.amount;
    model.budget = { ...model.budget, ...change };
  });
const change = fc.oneof(
  fc
    .constantFrom(50, 100, 102, 200, 400)
    .map((each) =>
      changeBudget(`amount ${each}`, { amounts: [{ from: undefined, amount: dollars(each) }] }, each),
    ),
  fc
    .shuffledSubarray([...allThresholds])
    .map((thresholds) => changeBudget(thresholds.map(thresholdKey).join(), { thresholds })),
  fc
    .constantFrom<Budget['basis']>('usage', 'allocation')
    .map((basis) => changeBudget(`basis ${basis}`, { basis })),
);
const archive = fc
  .constantFrom(true, false, false, false)
  .map((archived) => changeBudget(`archived ${archived}`, { archived }));
const snooze = fc.integer({ min: 1, max: 40 }).map((hours) =>
  step(`snooze ${hours}h`, (model, real) => {
    if (real.state === undefined) return;
    const until = after(model.now, hours * 3_600);
    model.snoozedUntil = until;
    real.state = { ...real.state, snooze: { until, who: 'ada', why: 'a known peak' } };
  }),
);

/** Kept, then done again with nothing new. */
const look = fc.constant(
  step('look', (model, real) => {
    const news = evaluate(model, real);
    checkEvaluation(model, news);
    real.state = news.state;
    expect(evaluate(model, real)).toEqual({ state: news.state, crossed: [], recovered: [] });
  }),
);

/** Done, not kept, and done again. */
const crash = fc.constant(
  step('crash', (model, real) => {
    const lost = evaluate(model, real);
    expect(evaluate(model, real)).toEqual(lost);
    count(model, 'crash');
  }),
);

describe('every sequence of what can happen to a budget', () => {
  it('tells each threshold at once and once, until it is armed again, and nothing that is not so', () => {
    const counts = new Map<string, number>();
    const ordinary = [look, look, look, grow, grow, fall, late, foresee, burn, pass(60), pass(400)];
    const steps = fc.commands([...ordinary, settle, change, snooze, archive, crash], {
      maxCommands: 120,
      size: 'max',
    });
    fc.assert(
      fc.property(steps, (commands) => {
        const { model, real } = begin();
        fc.modelRun(() => ({ model, real }), commands);
        for (const [what, times] of model.counts) counts.set(what, (counts.get(what) ?? 0) + times);
      }),
      { numRuns: 400 },
    );
    for (const what of ['crossed', 'found', 'deferred', 'recovered', 'closed', 'crash'])
      expect(counts.get(what) ?? 0, what).toBeGreaterThan(20);
  });
});
