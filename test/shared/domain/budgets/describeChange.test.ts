import { describe, expect, it } from 'vitest';
import type { Budget } from '#shared/domain/budgets/budget.ts';
import { beginState } from '#shared/domain/budgets/carryState.ts';
import { describeChange } from '#shared/domain/budgets/describeChange.ts';
import { evaluateBudget } from '#shared/domain/budgets/evaluateBudget.ts';
import { actual, budgetOf, dayOf, dollars, forecast } from '#test/builders/budget.ts';
import { figuresOf } from '#test/builders/budgetFigures.ts';
import { at } from '#test/builders/samples.ts';
import { zoneOf } from '#test/builders/zones.ts';

const now = at('2026-05-20T00:00:00Z');
const period = { from: at('2026-05-01T00:00:00Z'), to: at('2026-06-01T00:00:00Z') };
const before = budgetOf({ thresholds: [actual(50), actual(80), forecast(100)] });
const { state } = evaluateBudget(
  before,
  undefined,
  [figuresOf({ period, now, actual: 850, forecast: 990 })],
  now,
);

const describeTo = (given: Partial<Budget>) => describeChange(before, { ...before, ...given }, state);
const amount = (given: number) => ({ amounts: [{ from: undefined, amount: dollars(given) }] });

describe('describeChange', () => {
  it('tells what a new budget does, and one that is gone or archived', () => {
    const anew = 'What it finds crossed already is told once, together; what is crossed later as it comes.';
    expect(describeChange(undefined, before, undefined)).toEqual([
      `It begins with the current period. ${anew}`,
    ]);
    const range = { kind: 'custom', from: dayOf('2026-03-01'), to: dayOf('2026-06-01') } as const;
    expect(describeChange(undefined, { ...before, period: range }, undefined)).toEqual([
      `It is evaluated within its range. ${anew}`,
    ]);
    expect(describeTo({ period: range })).toEqual([
      `It begins anew within its range, because its period changed. ${anew}`,
    ]);
    expect(describeChange(before, undefined, state)).toEqual([
      'It is evaluated no more; to keep it in lists, archive it instead.',
    ]);
    expect(describeTo({ archived: true })).toEqual([
      'It is archived: its history is kept, and nothing is evaluated or told.',
    ]);
    expect(describeTo({ zone: zoneOf('Asia/Kolkata'), idle: 'shared', basis: 'usage' })).toEqual([
      `It begins anew with the current period, because its time zone, basis and idle capacity changed. ${anew}`,
    ]);
  });

  it('tells what a higher amount arms again, and what stays crossed', () => {
    expect(describeTo(amount(1_500))).toEqual([
      'actual 50% stays crossed in the month 2026-05, and is not told again.',
      'actual 80% is armed again in the month 2026-05, though it was crossed before: now it is crossed at $1,200.00.',
      'forecast 100% is armed in the month 2026-05: it is crossed at $1,500.00.',
    ]);
  });

  it('tells what a lower amount finds crossed', () => {
    expect(describeTo(amount(900))).toEqual([
      'actual 50% stays crossed in the month 2026-05, and is not told again.',
      'actual 80% stays crossed in the month 2026-05, and is not told again.',
      'forecast 100% is crossed already in the month 2026-05 ($990.00 of $900.00): found, and told once with all that is found.',
    ]);
  });

  it('tells of thresholds that come and go', () => {
    expect(describeTo({ thresholds: [actual(80), actual(85), actual(100)] })).toEqual([
      'actual 80% stays crossed in the month 2026-05, and is not told again.',
      'actual 85% is crossed already in the month 2026-05 ($850.00 of $850.00): found, and told once with all that is found.',
      'actual 100% is armed in the month 2026-05: it is crossed at $1,000.00.',
      'actual 50% is watched no more in the month 2026-05.',
      'forecast 100% is watched no more in the month 2026-05.',
    ]);
  });

  it('tells what waits for a snooze to end', () => {
    const snooze = { until: at('2026-05-21T00:00:00Z'), who: 'ada', why: 'a known peak' };
    const begun = { ...beginState(before, at('2026-05-01T00:00:00Z')), snooze };
    const snoozed = evaluateBudget(before, begun, [figuresOf({ period, now, actual: 600 })], now);
    expect(describeChange(before, { ...before, recipients: ['ada@example.com'] }, snoozed.state)).toEqual([
      'actual 50% stays crossed in the month 2026-05, and is told when the snooze ends.',
    ]);
  });

  it('tells when nothing becomes of it', () => {
    const quiet = evaluateBudget(before, undefined, [figuresOf({ period, now, actual: 1 })], now).state;
    expect(describeChange(before, { ...before, recipients: ['ada@example.com'] }, quiet)).toEqual([
      'Nothing is armed anew, and nothing is told again.',
    ]);
  });

  it('tells when an archived budget is taken up again', () => {
    const archived = { ...before, archived: true };
    const kept = evaluateBudget(archived, state, [], now).state;
    expect(describeChange(archived, before, kept)).toEqual([
      'It is evaluated again, from the current period on. What was told in it is not told again.',
      'actual 50% stays crossed in the month 2026-05, and is not told again.',
      'actual 80% stays crossed in the month 2026-05, and is not told again.',
      'forecast 100% is armed in the month 2026-05: it is crossed at $1,000.00.',
    ]);
  });

  it('calls each period by its name in the budget’s zone', () => {
    const words = (given: Partial<Budget>) => {
      const budget = budgetOf({ zone: zoneOf('Europe/Berlin'), ...given });
      const fresh = evaluateBudget(budget, undefined, [], now).state;
      return describeChange(budget, { ...budget, thresholds: [actual(10)] }, fresh)[0];
    };
    expect(words({ period: { kind: 'day' } })).toContain(' in the day 2026-05-20: ');
    expect(words({ period: { kind: 'week', firstDay: 'sunday' } })).toContain(
      ' in the week from 2026-05-17: ',
    );
    expect(words({ period: { kind: 'quarter' } })).toContain(' in the quarter from 2026-04-01: ');
    const range = { kind: 'custom', from: dayOf('2026-05-01'), to: dayOf('2026-05-25') } as const;
    expect(words({ period: range })).toContain(' in 2026-05-01 to 2026-05-25: ');
  });
});
