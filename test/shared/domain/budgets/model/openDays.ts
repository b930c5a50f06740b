import { thresholdKey } from '#shared/domain/budgets/threshold.ts';
import { floorTo } from '#shared/domain/time.ts';
import { dayAt, daySeconds, limitFor, type Model, unseen } from './budgetModel.ts';

/** A budget that is new, or another, or was archived: only today counts, and of it what was told of the same budget. */
const beginToday = (model: Model, isAnew: boolean): void => {
  const today = floorTo(model.now, daySeconds);
  for (const [from, day] of model.days) {
    day.isOpen = day.isOpen && from === today && !isAnew;
    if (!day.isOpen) day.moved = undefined;
    if (isAnew) day.told.clear();
    for (const told of day.told.values()) told.isSeen = told.crossed || told.held !== undefined;
  }
  dayAt(model, today).isOpen = true;
};

/** Opens what is to be evaluated now: today, and the days that began since the last time. */
export const openDays = (model: Model): void => {
  const { budget, amount, now, evaluatedAt } = model;
  const isAnew = model.evaluated !== budget.basis;
  if (isAnew || model.wasArchived) {
    beginToday(model, isAnew);
    return;
  }
  for (const [from, day] of model.days) if (now >= from + 32 * daySeconds) day.isOpen = false;
  const today = floorTo(now, daySeconds);
  for (let from = today - 31 * daySeconds; from <= today; from += daySeconds) {
    if (from <= evaluatedAt) continue;
    const day = dayAt(model, from);
    day.isOpen = true;
    for (const threshold of budget.thresholds)
      day.told.set(thresholdKey(threshold), { ...unseen(limitFor(threshold, amount)), isSeen: true });
  }
};
