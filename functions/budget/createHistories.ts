import type { CostDeps } from '#shared/costs/costQuestion.ts';
import type { Instant } from '#shared/domain/time.ts';
import { createHistory, type History, type HistoryVersion, type HistoryView } from './createHistory.ts';
import type { Progress } from './readProgress.ts';

/** How things are counted that no budget counts otherwise; watches look at it. */
export const plainView: HistoryView = { rate: 'cost', idle: 'separate', basis: 'allocation' };

/** The history of each view that is asked for, kept from evaluation to evaluation. */
export type Histories = (
  view: HistoryView,
  asked: { account: string; progress: Progress; seenThrough: Instant; version: HistoryVersion },
) => Promise<History>;

export const createHistories = (deps: CostDeps): Histories => {
  const readers = new Map<string, ReturnType<typeof createHistory>>();
  return ({ rate, idle, basis }, { account, progress, seenThrough, version }) => {
    const key = JSON.stringify([rate, idle, basis]);
    const read = readers.get(key) ?? createHistory({ rate, idle, basis }, deps);
    readers.set(key, read);
    return read(account, progress, seenThrough, version);
  };
};
