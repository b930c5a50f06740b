import { createForecasts } from '#functions/budget/createForecasts.ts';
import { createHistories } from '#functions/budget/createHistories.ts';
import { evaluateAlerts } from '#functions/budget/evaluateAlerts.ts';
import type { AlertDeps } from '#functions/budget/situation.ts';
import { budgetsForm } from '#shared/budgets/budgetsForm.ts';
import { formatBudgets } from '#shared/budgets/formatBudgets.ts';
import type { OutgoingEvent } from '#shared/bus/outgoingEvent.ts';
import type { Bucket } from '#shared/domain/bucket.ts';
import type { Budget } from '#shared/domain/budgets/budget.ts';
import { after, bucketsOf, type Instant } from '#shared/domain/time.ts';
import type { Watch } from '#shared/domain/watches/watch.ts';
import { rollUpPool } from '#shared/ledger/rollUpPool.ts';
import { ownersForm } from '#shared/ownership/ownersForm.ts';
import { ratesForm } from '#shared/rates/ratesForm.ts';
import { recordOf } from '#test/builders/endpointRecord.ts';
import { settledState } from '#test/builders/poolState.ts';
import { endpointPool, type TeamHolding, teamBucket } from '#test/builders/teamLedger.ts';
import { createMemoryAlerts } from '#test/fakes/memoryAlerts.ts';
import { createMemoryEndpointRecords } from '#test/fakes/memoryEndpointRecords.ts';
import { createMemoryLedger } from '#test/fakes/memoryLedger.ts';
import { createMemorySettings } from '#test/fakes/memorySettings.ts';

const account = '123456789012#us-east-1';

/** So long after a bucket's end it is settled. */
export const settleSeconds = 1_200;

/** A bus that keeps what it takes, and may be down. */
const createBus = () => {
  const bus = {
    isDown: false,
    taken: [] as OutgoingEvent[],
    put: async (events: readonly OutgoingEvent[]): Promise<void> => {
      if (bus.isDown) throw new Error('the bus is down');
      bus.taken.push(...events);
    },
  };
  return bus;
};

/** A fleet of two instances of four accelerators an endpoint at $1.438 an accelerator-hour, whose budgets are evaluated. */
export const openBudgets = (from: Instant, endpoints: readonly string[] = ['ep']) => {
  const pools = endpoints.map((endpoint) => endpointPool(endpoint));
  const ledger = createMemoryLedger();
  const records = createMemoryEndpointRecords(
    ...pools.map((pool) =>
      recordOf({ name: pool.endpoint, arn: pool.endpointArn, createdAt: pool.endpointCreatedAt }),
    ),
  );
  const owners = createMemorySettings(ownersForm);
  const budgets = createMemorySettings(budgetsForm);
  const alerts = createMemoryAlerts();
  const bus = createBus();
  const unsent: string[] = [];
  const failed: string[] = [];
  const costs = { ledger, records, owners };
  const createDeps = (): AlertDeps => ({
    ...costs,
    rates: createMemorySettings(ratesForm),
    budgets,
    alerts,
    putEvents: bus.put,
    histories: createHistories(costs),
    forecasts: createForecasts(),
    links: { api: undefined },
    onUnsent: (group) => unsent.push(group),
    onFailed: (group) => failed.push(group),
  });
  let deps = createDeps();

  /** Collects the buckets of [start, to) of an endpoint: each holds what is said; all settle twenty minutes after their end. */
  const collect = async (
    start: Instant,
    to: Instant,
    holdings: readonly TeamHolding[],
    { endpoint = 'ep', change = (bucket: Bucket) => bucket, missing = 0 } = {},
  ): Promise<void> => {
    const pool = endpointPool(endpoint);
    const settledThrough = after(to, -settleSeconds);
    for (const bucket of bucketsOf(start, to)) {
      const [stored] = await ledger.readBuckets(pool, bucket, after(bucket, 300));
      await ledger.putBucket(pool, change(teamBucket(bucket, holdings, missing)), stored?.version ?? 0);
    }
    await ledger.changePool(pool, (state = settledState({ from, to })) => ({
      ...state,
      readThrough: to > state.readThrough ? to : state.readThrough,
      settledThrough:
        settledThrough > state.settledThrough || state.runs === 0 ? settledThrough : state.settledThrough,
      runs: state.runs + 1,
    }));
    await rollUpPool(ledger, pool, { from: start, to, now: to });
  };

  let version = 0;
  return {
    ledger,
    owners,
    alerts,
    bus,
    unsent,
    failed,
    costs,
    collect,
    /** Puts budgets, and watches, in force. */
    give: async (given: readonly Budget[], watches: readonly Watch[] = []): Promise<void> => {
      const text = formatBudgets({ finance: ['finops@example.com'], budgets: given, watches });
      await budgets.put({ who: 'test', at: from, note: 'test', text }, version);
      version += 1;
    },
    evaluate: (eventTime: Instant) => evaluateAlerts({ account, eventTime }, deps),
    /** Another evaluation that knows nothing of what the others have in memory. */
    startAnew: (): void => {
      deps = createDeps();
    },
    /** How a budget stands in its last open period. */
    standing: async (name: string, group = 'team:search') => {
      const [stored] = await alerts.readGroups([group]);
      return stored?.budgets.get(name)?.periods.at(-1);
    },
    /** What was sent, told shortly: `BudgetThresholdCrossed search-month: actual 80%`. */
    told: (): string[] =>
      bus.taken.map(({ type, detail }) => {
        const told = detail as unknown as {
          budgets?: { name: string; thresholds: { key: string }[] }[];
          subjects?: unknown[];
        };
        const what = told.budgets?.map(
          ({ name, thresholds }) => `${name}: ${thresholds.map(({ key }) => key).join(', ')}`,
        );
        return `${type} ${what?.join('; ') ?? `${told.subjects?.length}`}`;
      }),
  };
};
