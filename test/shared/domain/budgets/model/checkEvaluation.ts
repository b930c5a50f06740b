import { expect } from 'vitest';
import type { Crossing, Evaluation, Recovery } from '#shared/domain/budgets/evaluateBudget.ts';
import { type BudgetCause, budgetCauses } from '#shared/domain/budgets/movement.ts';
import { type Threshold, thresholdKey } from '#shared/domain/budgets/threshold.ts';
import { dollars } from '#test/builders/budget.ts';
import {
  type Day,
  daySeconds,
  figureFor,
  limitFor,
  type Model,
  noParts,
  type Parts,
  type Told,
  unseen,
} from './budgetModel.ts';
import { openDays } from './openDays.ts';

export const count = ({ counts }: Model, what: string): void => {
  counts.set(what, (counts.get(what) ?? 0) + 1);
};

const recoversAt = (figure: number, limit: number): boolean => figure * 100 <= limit * 98;

const largest = (parts: Parts): BudgetCause =>
  budgetCauses.reduce<BudgetCause>((a, b) => (parts[b] > parts[a] ? b : a), 'quantity');

/** A threshold's record; another limit leaves only what was crossed and still holds. */
const toldOf = (day: Day, key: string, limit: number): Told => {
  const old = day.told.get(key);
  const stands = old !== undefined && !old.recovered && (old.crossed || old.held !== undefined);
  const isKept = old !== undefined && (old.limit === limit || (stands && !recoversAt(old.lastFigure, limit)));
  const told = isKept ? Object.assign(old, { limit }) : unseen(limit);
  day.told.set(key, told);
  return told;
};

const checkCrossing = (
  model: Model,
  crossing: Crossing,
  { told, day, figure, limit }: { told: Told; day: Day; figure: number; limit: number },
): void => {
  count(model, crossing.found ? 'found' : told.held === undefined ? 'crossed' : 'deferred');
  expect(told.crossed).toBe(false);
  expect(figure).toBeGreaterThanOrEqual(limit);
  expect([crossing.figure, crossing.limit]).toEqual([dollars(figure), dollars(limit)]);
  expect(crossing.found).toBe(told.held?.found ?? !told.isSeen);
  const isOfThisLook = told.held === undefined && !crossing.found && crossing.threshold.on !== 'forecast';
  if (isOfThisLook) expect(crossing.cause).toBe(largest(day.moved ?? day.spent));
  told.crossed = true;
};

const checkRecovery = (
  model: Model,
  { told, figure, limit }: { told: Told; figure: number; limit: number },
): void => {
  count(model, 'recovered');
  expect([told.crossed, told.recovered]).toEqual([true, false]);
  expect(recoversAt(figure, limit)).toBe(true);
  told.recovered = true;
};

/** What nobody is told of is kept for the end, or done with. */
const keepSilent = (told: Told, figure: number): void => {
  if (!told.crossed) told.held = figure >= told.limit ? (told.held ?? { found: !told.isSeen }) : undefined;
  if (told.crossed && recoversAt(figure, told.limit)) told.recovered = true;
};

/** Whatever is crossed was told, by the evaluation that first sees it; and nothing is left standing that does not hold. */
const checkTold = (told: Told, figure: number): void => {
  if (figure >= told.limit) expect(told.crossed).toBe(true);
  if (told.crossed && !told.recovered) expect(recoversAt(figure, told.limit)).toBe(false);
  told.held = undefined;
};

const checkThreshold = (
  model: Model,
  from: number,
  day: Day,
  threshold: Threshold,
  news: Evaluation,
): void => {
  const key = thresholdKey(threshold);
  const limit = limitFor(threshold, model.amount);
  const told = toldOf(day, key, limit);
  const figure = figureFor(model, threshold, from);
  const isOwn = (each: Crossing | Recovery) => each.period.from === from && each.key === key;
  const [crossed, ...twice] = news.crossed.filter(isOwn);
  const [recovered, ...again] = news.recovered.filter(isOwn);
  expect([twice, again]).toEqual([[], []]);
  if (figure === undefined) {
    expect([crossed, recovered]).toEqual([undefined, undefined]);
    told.isSeen = true;
    return;
  }
  if (crossed !== undefined) checkCrossing(model, crossed, { told, day, figure, limit });
  if (recovered !== undefined) checkRecovery(model, { told, figure, limit });
  if (model.now < model.snoozedUntil) keepSilent(told, figure);
  else checkTold(told, figure);
  told.isSeen = true;
  told.lastFigure = figure;
};

const checkDay = (model: Model, from: number, day: Day, news: Evaluation): void => {
  const { thresholds } = model.budget;
  for (const threshold of thresholds) checkThreshold(model, from, day, threshold, news);
  const keys = new Set(thresholds.map(thresholdKey));
  for (const key of day.told.keys()) if (!keys.has(key)) day.told.delete(key);
  day.moved = noParts();
  const hasSettled = model.now - model.lag >= from + daySeconds;
  const isUntold = (threshold: Threshold): boolean =>
    day.told.get(thresholdKey(threshold))?.held !== undefined &&
    figureFor(model, threshold, from) !== undefined;
  if (!hasSettled || thresholds.some(isUntold)) return;
  day.isOpen = false;
  count(model, 'closed');
};

/** Asserts what must hold of an evaluation, and keeps it as the last one. */
export const checkEvaluation = (model: Model, news: Evaluation): void => {
  const { budget, now } = model;
  const isSilent = budget.archived || now < model.snoozedUntil;
  if (isSilent) expect([news.crossed, news.recovered]).toEqual([[], []]);
  model.evaluated ??= budget.archived ? budget.basis : undefined;
  model.wasArchived ||= budget.archived;
  if (budget.archived) return;
  openDays(model);
  const open = [...model.days].filter(([, { isOpen }]) => isOpen).toSorted(([a], [b]) => a - b);
  const told = [...news.crossed, ...news.recovered].map(({ period }) => period.from);
  expect(open.map(([from]) => from)).toEqual(expect.arrayContaining(told));
  for (const [from, day] of open) checkDay(model, from, day, news);
  const left = open.filter(([, { isOpen }]) => isOpen).map(([from]) => from);
  expect(news.state.periods.map(({ from }) => from)).toEqual(left);
  if (now >= model.snoozedUntil) model.snoozedUntil = 0;
  Object.assign(model, { evaluatedAt: now, evaluated: budget.basis, wasArchived: false });
};
