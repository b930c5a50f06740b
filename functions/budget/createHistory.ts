import type { CostDeps } from '#shared/costs/costQuestion.ts';
import { readCosts } from '#shared/costs/readCosts.ts';
import type { Budget } from '#shared/domain/budgets/budget.ts';
import { addRowSpend, costOfSpend, noSpend } from '#shared/domain/budgets/stepSpend.ts';
import { hourSeconds } from '#shared/domain/forecast/hourSeries.ts';
import { after, earliest, floorTo, type Instant, latest } from '#shared/domain/time.ts';
import type { Progress } from './readProgress.ts';
import {
  createSpendStore,
  type HourlySpend,
  hoursOf,
  keptHours,
  type SpendStore,
  unitsAt,
} from './spendStore.ts';

/** How rows are counted: what budgets must have in common to share a history. */
export type HistoryView = Pick<Budget, 'rate' | 'idle' | 'basis'>;

/** The settled hours of the last five weeks, as far as they are known. */
export type History = {
  from: Instant;
  /** Up to where all that runs has settled, but for endpoints that are far behind. */
  through: Instant;
  spends: readonly HourlySpend[];
};

/** What a history was read by: under other documents it is another. */
export type HistoryVersion = { owners: number; rates: number; tags: readonly string[] };

/** Hours of pools that one evaluation reads at most: some ten seconds. More history comes with the next evaluations. */
const mostPoolHours = 60_000;

/** An endpoint that is further behind holds the others up no more: its hours are read when they have settled. */
const mostLag = 6 * hourSeconds;

/** So far back they are, at most. */
const lagHours = 48;

const hourOf = (time: Instant): Instant => floorTo(time, hourSeconds);

/** Up to where hours can be read. */
const readyThrough = ({ settledThrough }: Progress, seenThrough: Instant): Instant => {
  const near = [...settledThrough.values()].filter((time) => time > after(seenThrough, -mostLag));
  return hourOf(earliest(seenThrough, ...near));
};

/** The first hour of which all was collected, of the last five weeks. */
const firstHour = ({ pools }: Progress, through: Instant): Instant => {
  const began = pools.map(({ state }) => state.backfill?.from ?? state.collectedFrom);
  const [first = through, ...others] = began;
  const whole = hourOf(after(earliest(first, ...others), hourSeconds - 1));
  return earliest(through, latest(after(through, -keptHours * hourSeconds), whole));
};

/** What is kept from evaluation to evaluation. */
type Filled = {
  version: string;
  from: Instant;
  through: Instant;
  store: SpendStore;
  /** Up to where each endpoint had settled when its hours were read. */
  settledThrough: ReadonlyMap<string, Instant>;
};

/**
 * Keeps what was spent hour by hour in the last five weeks, in memory from evaluation to evaluation: a new hour is read when it has
 * settled, what is before it bit by bit, the newest first. What a forecast or a baseline rests on is so read once, not every five
 * minutes; a function that starts anew begins with what it can read at once.
 *
 * Law: hours are taken in whole or not at all, and once, however many ask for them side by side.
 */
export const createHistory = (view: HistoryView, deps: CostDeps, poolHours = mostPoolHours) => {
  let filled: Filled | undefined;
  const counting = { ...view, scope: new Map<string, string>() };

  const read = async (
    store: SpendStore,
    account: string,
    { from, to }: { from: Instant; to: Instant },
    { tags }: HistoryVersion,
  ): Promise<void> => {
    const hours = hoursOf(from, to);
    if (hours.length === 0) return;
    const found = createSpendStore();
    const steps = hours.map((hour) => ({ from: hour, to: after(hour, hourSeconds) }));
    const idle = { kind: view.idle === 'shared' ? 'payers' : 'separate' } as const;
    await readCosts({ account, steps, rate: view.rate, idle, tags }, deps, ({ step, rows }) => {
      const hour = hours[step];
      if (hour === undefined) return;
      for (const row of rows) {
        const spend = noSpend();
        addRowSpend(spend, row, counting);
        found.add(hour, row, Number(costOfSpend(spend)));
      }
    });
    store.clear(hours);
    for (const spend of found.all())
      for (const hour of hours) {
        const units = unitsAt(spend, hour);
        if (units !== 0) store.add(hour, spend.row, units);
      }
  };

  /** Reads what has settled since the last evaluation, and again what had not for all. */
  const readNewer = async (account: string, last: Filled, through: Instant, version: HistoryVersion) => {
    if (through <= last.through) return;
    const lagging = [...last.settledThrough.values()].map(hourOf);
    const again = latest(earliest(last.through, ...lagging), after(through, -lagHours * hourSeconds));
    await read(last.store, account, { from: again, to: through }, version);
  };

  return async (
    account: string,
    progress: Progress,
    seenThrough: Instant,
    version: HistoryVersion,
  ): Promise<History> => {
    const key = JSON.stringify(version);
    const through = readyThrough(progress, seenThrough);
    const oldest = firstHour(progress, through);
    const empty: Filled = {
      version: key,
      from: through,
      through,
      store: createSpendStore(),
      settledThrough: new Map(),
    };
    const last = filled?.version === key && filled.through >= oldest ? filled : empty;
    const { store } = last;
    await readNewer(account, last, through, version);
    // Bit by bit, the newest first.
    const chunk = Math.max(24, Math.floor(poolHours / Math.max(1, progress.pools.length)));
    const from = latest(oldest, after(last.from, -chunk * hourSeconds));
    if (from < last.from) await read(store, account, { from, to: last.from }, version);
    const { settledThrough } = progress;
    filled = { version: key, from, through: latest(through, last.through), store, settledThrough };
    return { from, through: filled.through, spends: [...store.all()] };
  };
};
