import type { CostDeps } from '#shared/costs/costQuestion.ts';
import type { Instant } from '#shared/domain/time.ts';
import { createHistory, type History, type HistoryVersion, type HistoryView } from './createHistory.ts';
import type { Progress } from './readProgress.ts';

/** How things are counted that no budget counts otherwise; watches look at it. */
export const plainView: HistoryView = { rate: 'cost', idle: 'separate', basis: 'allocation' };

/** The history of each view that is asked for, kept from evaluation to evaluation, and looked after once in each. */
export type Histories = (
  view: HistoryView,
  asked: { account: string; progress: Progress; seenThrough: Instant; version: HistoryVersion },
) => Promise<History>;

export const createHistories = (deps: CostDeps): Histories => {
  const readers = new Map<string, ReturnType<typeof createHistory>>();
  /** By what an evaluation knows of the fleet: all of its budgets ask, some side by side, for the same. */
  const answers = new WeakMap<Progress, Map<string, Promise<History>>>();
  return ({ rate, idle, basis }, { account, progress, seenThrough, version }) => {
    const own = answers.get(progress) ?? new Map<string, Promise<History>>();
    answers.set(progress, own);
    const question = JSON.stringify([rate, idle, basis, seenThrough, version]);
    const known = own.get(question);
    if (known !== undefined) return known;
    const key = JSON.stringify([rate, idle, basis]);
    const read = readers.get(key) ?? createHistory({ rate, idle, basis }, deps);
    readers.set(key, read);
    const answer = read(account, progress, seenThrough, version);
    own.set(question, answer);
    return answer;
  };
};
