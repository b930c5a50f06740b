import type { PeriodRange } from '#shared/domain/budgets/budgetPeriod.ts';
import type { BudgetState, PeriodState } from '#shared/domain/budgets/budgetState.ts';
import { formatInstant, type Instant } from '#shared/domain/time.ts';
import type { AlertGroup } from '#shared/ledger/alertItem.ts';
import { timeText } from '../timeText.ts';

/** A period as it was put. */
export type SeenPeriod = {
  name: string;
  state: Pick<BudgetState, 'definition'>;
  period: PeriodState;
  /** Whether nothing can change any more what was settled by then: all documents and prices are in force, and applied. */
  isFinal: boolean;
};

/** What groups said as they were put. */
export type GroupWatcher = {
  onPutGroup(group: AlertGroup): void;
  /** Crossings that a state called announced, and episodes that one called raised: `[name, from, key, at]`. */
  told: ReadonlySet<string>;
  /** Ids of the events that states had to send. */
  toSend: ReadonlySet<string>;
  /** Periods that were closed, as they were put last before. */
  closed: readonly SeenPeriod[];
  /** Parts of periods that were called settled, with what they cost. */
  settled: readonly SeenPeriod[];
};

export const crossingKey = (name: string, from: number, key: string, at: number): string =>
  JSON.stringify([name, from, key, at]);

/** The limit that a key such as `actual 80%` or `actual $0.5` tells of, in ledger units times a hundred. */
export const hundredLimitOf = (key: string, amount: bigint): bigint | undefined => {
  const [, percent, dollars] = /^actual (?:(\d+)%|\$([\d.]+))$/.exec(key) ?? [];
  if (percent !== undefined) return amount * BigInt(percent);
  if (dollars === undefined) return undefined;
  const [whole = '0', fraction = ''] = dollars.split('.');
  return BigInt(whole + fraction.padEnd(9, '0')) * 172_800n * 100n;
};

const day = 86_400;

function* findFaults(
  name: string,
  { from, to, amount, known, moved, thresholds }: PeriodState,
  firstEventAt: number,
): Generator<string> {
  if (known === undefined) return;
  const place = `${name}, period ${formatInstant(from)}`;
  const sum = Object.values(moved).reduce((total: bigint, part) => total + part, 0n);
  if (sum !== known.actual) yield `${place}: what moved adds up to ${sum} and not to ${known.actual}`;
  if (known.settled.amount > known.actual) yield `${place}: more is settled than is spent`;
  for (const [key, threshold] of thresholds) {
    const limit = hundredLimitOf(key, amount);
    if (limit !== undefined && threshold.state === 'armed' && known.actual * 100n >= limit)
      yield `${place}: ${key} is armed at ${known.actual} of ${limit / 100n}`;
  }
  const { forecast, settled } = known;
  // What collection reached back to before its first event is an hour at most.
  if (forecast !== undefined && settled.through < to && settled.through - firstEventAt < day - 3_600)
    yield `${place}: a forecast by ${timeText(settled.through)}, a day is not settled`;
  if (forecast !== undefined && forecast.amount < settled.amount)
    yield `${place}: a forecast of less than is settled`;
}

/** Looks at every group as it is put: what holds of a state whatever went wrong, and what it says that was told. */
export const createGroupWatcher = (
  firstEventAt: number,
  isFinal: (period: PeriodRange) => boolean,
  fail: (text: string) => void,
): GroupWatcher => {
  const told = new Set<string>();
  const toSend = new Set<string>();
  const open = new Map<string, BudgetState>();
  const closed: SeenPeriod[] = [];
  const settled: SeenPeriod[] = [];
  const findClosed = (name: string, { definition, archived, periods }: BudgetState): void => {
    const before = open.get(name);
    if (before?.definition !== definition || archived || before.archived) return;
    const left = new Set(periods.map(({ from }) => from));
    for (const period of before.periods)
      if (!left.has(period.from)) closed.push({ name, state: before, period, isFinal: isFinal(period) });
  };
  const lookAt = (name: string, state: BudgetState): void => {
    findClosed(name, state);
    open.set(name, state);
    for (const period of state.periods) {
      const faults = state.archived ? [] : findFaults(name, period, firstEventAt);
      for (const fault of faults) fail(fault);
      const seen = { name, state: { definition: state.definition }, period, isFinal: isFinal(period) };
      if (seen.isFinal && settled.length < 2_000) settled.push(seen);
      for (const [key, threshold] of period.thresholds)
        if (threshold.state === 'crossed' && threshold.announced)
          told.add(crossingKey(name, period.from, key, threshold.at));
    }
  };
  return {
    told,
    toSend,
    closed,
    settled,
    onPutGroup: ({ name, budgets, watch, outbox }) => {
      for (const { detail } of outbox) toSend.add(detail.id);
      for (const [budget, state] of budgets) lookAt(budget, state);
      for (const { phase, subject } of watch.values()) {
        if (phase.kind !== 'raised') continue;
        const { endpoint = null, component = null, team = null } = subject;
        const since = formatInstant(phase.episode.since);
        told.add(JSON.stringify([name.replace('watch:', ''), endpoint, component, team, since]));
      }
    },
  };
};

/** The start of the bucket that a time lies in. */
export const floorToBucket = (time: number): Instant => (Math.floor(time / 300) * 300) as Instant;
