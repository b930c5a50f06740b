import { evaluateAlerts } from '#functions/budget/evaluateAlerts.ts';
import type { Pool } from '#shared/domain/bucket.ts';
import { alertGroupOf } from '#shared/domain/budgets/alertGroupOf.ts';
import type { Budget } from '#shared/domain/budgets/budget.ts';
import type { PeriodRange } from '#shared/domain/budgets/budgetPeriod.ts';
import { periodAt } from '#shared/domain/budgets/periodAt.ts';
import { thresholdKey } from '#shared/domain/budgets/threshold.ts';
import type { PoolState } from '#shared/domain/poolState.ts';
import { after, earliest, formatInstant, type Instant, instant } from '#shared/domain/time.ts';
import { createMemoryAlerts, type MemoryAlerts } from '#test/fakes/memoryAlerts.ts';
import { atOnce } from '#test/fakes/step.ts';
import type { Budgeting } from './cloud/budgeting.ts';
import type { DocumentHistory } from './cloud/documentHistory.ts';
import { createEvaluationDeps, type EvaluationTools, type TakenEvent } from './cloud/evaluationSandbox.ts';
import { account, createEvaluations, evaluateSeconds } from './cloud/evaluations.ts';
import type { OnRun } from './cloud/onRun.ts';
import { noFaults } from './faults/faultPlan.ts';
import type { SpendWorld } from './oracle/boundSpend.ts';
import { checkAlerts } from './oracle/checkAlerts.ts';
import { checkBus } from './oracle/checkBus.ts';
import { exactSpend } from './oracle/exactSpend.ts';
import { poolName } from './oracle/expectWorld.ts';
import { createGroupWatcher, floorToBucket, hundredLimitOf } from './oracle/watchGroups.ts';
import type { Span } from './world/chooseSpan.ts';

/** Other parts than the usual, to take a guard out. */
export type AlertOptions = {
  sabotageAlerts?: EvaluationTools['sabotage'];
  alerts?: (options: Parameters<typeof createMemoryAlerts>[0]) => MemoryAlerts;
};

export type AlertPlay = {
  /** Something was collected. */
  ask(eventTime: Instant): void;
  /** Evaluates once more, in quiet. @returns what is wrong with all that was told. */
  finish(): Promise<string[]>;
};

export type AlertPlayTools = Omit<EvaluationTools, 'alerts' | 'taken' | 'onUnsent' | 'budgets'> & {
  spendWorld: SpendWorld;
  span: Span;
  budgeting: Budgeting;
  onRun: OnRun;
  fail(text: string): void;
};

/** How many of the evaluations are looked at as they end: each takes a read of its own. */
const lookedAt = 0.25;

/** From so long a lag on collection is blind, with the time that it must last and some buckets. */
const blindSeconds = 1_800 + 900 + 600;

/** The end of the time of which the first runs leave something out, which later ones may find. */
const firstSeconds = 2_700;

/**
 * Whether what is settled of a period at a time stays as it is: all documents and prices are in force and applied, everything that
 * spends in it is known of, and it has nothing of the time about the first run.
 */
const createIsFinal = (tools: AlertPlayTools) => {
  const { timeline, ownership, agreements, spendWorld, records, span } = tools;
  const whenever = Number.POSITIVE_INFINITY;
  const { expected, prices } = spendWorld;
  const listed = [...expected.values()].flatMap(({ instanceType, isAsync }) =>
    prices
      .stepsOf({ instanceType, component: isAsync ? 'AsyncInf' : 'Hosting' })
      .map((step) => step.listedAt),
  );
  /** The last price is known, and all is by it. */
  const isPriced = ({ pool, state }: { pool: Pool; state: PoolState }): boolean => {
    const name = poolName({ ...pool, createdAt: pool.endpointCreatedAt });
    const component = expected.get(name)?.isAsync ? 'AsyncInf' : 'Hosting';
    const last = prices.stepsOf({ instanceType: pool.instanceType, component }).at(-1);
    return (
      state.reviseFrom === undefined &&
      state.rates.some(({ perInstanceHour }) => perInstanceHour === last?.nanoDollarsPerHour)
    );
  };
  const isApplied = (history: DocumentHistory<unknown>): boolean => {
    const { version } = history.inForce(whenever);
    return history.inForce(timeline.now()).version === version && history.applied === version;
  };
  return ({ from, to }: PeriodRange): boolean => {
    const now = timeline.now();
    if (!isApplied(ownership) || !isApplied(agreements)) return false;
    if (listed.some((time) => now < time) || !tools.ledger.states().every(isPriced)) return false;
    const known = new Set(records.all().map(({ name, createdAt }) => `${name} ${createdAt}`));
    return [...expected.values()].every(({ endpoint, createdAt, buckets }) => {
      const own = [...buckets.keys()].filter((start) => from <= start && start < to);
      const isFirst = own.some(
        (start) => start < span.firstEventAt + firstSeconds && createdAt < span.firstEventAt,
      );
      return own.length === 0 || (known.has(`${endpoint} ${createdAt}`) && !isFirst);
    });
  };
};

/** Budgets, watches and snoozes of a world, beside its collection. */
export const createAlertPlay = (tools: AlertPlayTools, options: AlertOptions = {}): AlertPlay => {
  const { timeline, random, span, budgeting, fail, spendWorld, ledger } = tools;
  const isFinal = createIsFinal(tools);
  const watcher = createGroupWatcher(span.firstEventAt, isFinal, fail);
  const alerts = (options.alerts ?? createMemoryAlerts)({ onPutGroup: watcher.onPutGroup });
  const taken: TakenEvent[] = [];
  const given: EvaluationTools & { onRun: OnRun } = {
    ...tools,
    budgets: budgeting,
    alerts,
    taken,
    onUnsent: (error) => fail(`events are not sent: ${error instanceof Error ? error.stack : String(error)}`),
    sabotage: options.sabotageAlerts,
  };
  const calm = createEvaluationDeps({ ...given, faults: noFaults, sabotage: undefined }, atOnce);
  const chance = random.fork('looks');

  /** What a budget's current period has spent by a time, as the ledger has it now. */
  const spentBy = async (budget: Budget, eventTime: Instant) => {
    const range = periodAt(budget, eventTime);
    if (range === undefined) return undefined;
    const to = earliest(range.to, floorToBucket(eventTime));
    return { range, spent: await exactSpend(budget, { from: range.from, to }, calm) };
  };
  const checkBudget = async (budget: Budget, eventTime: Instant, before: bigint | undefined) => {
    const group = (await alerts.readGroups([alertGroupOf(budget)]))[0];
    const period = periodAt(budget, eventTime);
    const kept = group?.budgets.get(budget.name)?.periods.find(({ from }) => from === period?.from);
    const now = await spentBy(budget, eventTime);
    if (kept === undefined || now === undefined || before === undefined) return;
    const spent = now.spent < before ? now.spent : before;
    for (const key of budget.thresholds.map(thresholdKey)) {
      const limit = hundredLimitOf(key, kept.amount);
      const state = kept.thresholds.get(key)?.state;
      if (limit !== undefined && spent * 100n >= limit && (state === undefined || state === 'armed'))
        fail(
          `${budget.name}, period ${formatInstant(kept.from)}: ${key} is not crossed by the evaluation of ${formatInstant(eventTime)}, with ${spent} of ${limit / 100n}`,
        );
    }
  };
  /** Of endpoints that run all the while: whether one of which nothing is collected for too long is told of. */
  const checkCollection = async (eventTime: Instant): Promise<void> => {
    const { document } = budgeting.inForce(timeline.now());
    const name = document.watches.find(({ kind }) => kind === 'collection')?.name ?? 'collection';
    const [group] = await alerts.readGroups([`watch:${name}`]);
    const states = Map.groupBy(ledger.states(), ({ pool }) => pool.endpoint);
    for (const [endpoint, own] of states) {
      const lives = spendWorld.world.endpoints.filter((each) => each.endpoint === endpoint);
      if (lives.length > 1 || lives.some(({ deletedAt }) => deletedAt !== Number.POSITIVE_INFINITY)) continue;
      const readThrough = Math.max(...own.map(({ state }) => state.readThrough));
      if (eventTime - readThrough < blindSeconds) continue;
      const seen = [...(group?.watch.values() ?? [])].find(({ subject }) => subject.endpoint === endpoint);
      const phase = seen?.phase;
      if (phase?.kind === 'raised' || (phase?.quietUntil ?? 0) > eventTime - blindSeconds) continue;
      fail(`${endpoint} is collected by ${formatInstant(instant(readThrough))}, and nobody is told of it`);
    }
  };
  const evaluations = createEvaluations({ ...given, random: random.fork('evaluations') }, (eventTime) => {
    if (!chance.chance(lookedAt)) return () => {};
    const { version, document } = budgeting.inForce(timeline.now());
    const budgets = document.budgets.filter(({ archived }) => !archived);
    const before = Promise.all(budgets.map((budget) => spentBy(budget, eventTime)));
    return (outcome) => {
      if (outcome !== 'done' || budgeting.inForce(timeline.now()).version !== version) return;
      void before.then(async (spends) => {
        for (const [index, budget] of budgets.entries())
          await checkBudget(budget, eventTime, spends[index]?.spent);
        await checkCollection(eventTime);
      });
    };
  });

  const everySeconds = tools.faults.isCrowded ? 300 : evaluateSeconds;
  const offset = random.whole(0, 299);
  for (let time = span.firstEventAt + offset; time < span.end; time += everySeconds)
    timeline.after(time - span.firstEventAt, () => evaluations.fire(instant(time)));
  const snooze = async (name: string, until: number): Promise<void> => {
    for (const group of alerts.all()) {
      const state = group.budgets.get(name);
      if (state === undefined) continue;
      const snoozed = { ...state, snooze: { until: instant(until), who: 'ann', why: 'known' } };
      const budgets = new Map(group.budgets).set(name, snoozed);
      await alerts.putGroup({ ...group, budgets }, group.version);
    }
  };
  for (const { time, name, until } of budgeting.snoozes)
    timeline.after(time - span.firstEventAt, () => void snooze(name, until));

  return {
    ask: evaluations.ask,
    finish: async () => {
      // Later than any other: a change of an endpoint is collected up to the end of its bucket.
      const eventTime = after(floorToBucket(span.end), 600);
      await evaluateAlerts({ account, eventTime }, calm);
      const [puts, sent] = [alerts.puts, taken.length];
      await evaluateAlerts({ account, eventTime }, calm);
      const failures: string[] = [];
      const { document } = budgeting.inForce(timeline.now());
      // What is used is rounded row by row: read in other steps it may be another unit.
      const isExact = document.budgets.every(({ basis }) => basis === 'allocation');
      if ((isExact && alerts.puts !== puts) || taken.length !== sent)
        failures.push(
          `evaluated again with nothing new, ${alerts.puts - puts} groups are put, ${taken.length - sent} events sent`,
        );
      failures.push(...checkBus(taken, spendWorld));
      const check = { alerts, taken, watcher, document, seenThrough: eventTime, costs: calm };
      for await (const failure of checkAlerts(check)) failures.push(failure);
      return failures;
    },
  };
};
