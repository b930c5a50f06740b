import type { CollectDeps } from '#functions/collect/collectEndpoint.ts';
import type { OutgoingEvent } from '#shared/bus/outgoingEvent.ts';
import type { Instant } from '#shared/domain/time.ts';
import { rememberEndpoints } from '#shared/fleet/rememberEndpoints.ts';
import { createRateCard } from '#shared/rates/rateCard.ts';
import type { MemoryEndpointRecords } from '#test/fakes/memoryEndpointRecords.ts';
import type { MemoryLedger } from '#test/fakes/memoryLedger.ts';
import type { Step } from '#test/fakes/step.ts';
import type { WorldFleet } from '#test/fakes/worldFleet.ts';
import type { Agreements } from './agreements.ts';
import { createDocumentPorts } from './documentPorts.ts';
import { createMetricsPorts, type MetricsTools, type Thinning } from './metricsPorts.ts';
import type { Ownership } from './ownership.ts';
import type { Prices } from './prices.ts';

export type CollectTools = MetricsTools & {
  ledger: MemoryLedger;
  records: MemoryEndpointRecords;
  firstRun: { at: Instant | undefined };
  fleet: WorldFleet;
  prices: Prices;
  ownership: Ownership;
  agreements: Agreements;
  /** Every event that the bus took, in order. */
  events: OutgoingEvent[];
  /** Something was written: budgets are to be evaluated. */
  askEvaluation(eventTime: Instant): void;
  /** Seconds that a message waited at the most: behind others that failed, or as a dead letter. */
  delays: { longest: number };
  /** Replaces parts of the function by ones that do less than they should. */
  sabotage?: ((deps: CollectDeps) => CollectDeps) | undefined;
};

/** A warm Lambda of `collect`: what it remembers from run to run, and one run at a time. */
export type Sandbox = { deps: CollectDeps; use(step: Step, thinning: Thinning): void };

const lookBackSeconds = 35 * 60;

export const createCollectSandbox = (tools: CollectTools): Sandbox => {
  const { agreements, events, fleet, ownership, prices, records, firstRun, timeline } = tools;
  let current: { step: Step; thinning: Thinning } | undefined;
  const step: Step = (operation, effect) =>
    current === undefined ? Promise.reject(new Error('no run')) : current.step(operation, effect);
  const thinning: Thinning = {
    isAllowed: () => current?.thinning.isAllowed() ?? false,
    onThinned: () => current?.thinning.onThinned(),
  };
  const ledger = tools.ledger.through(step);
  const rates = createDocumentPorts(agreements, timeline, step);
  const deps: CollectDeps = {
    ledger,
    records: records.through(step),
    readOwners: createDocumentPorts(ownership, timeline, step).readInForce,
    readRates: rates.readInForce,
    markRates: rates.markFor(ledger, 'ratesVersion'),
    readFirstRun: (_, at) =>
      step('readFirstRun', () => {
        firstRun.at ??= at;
        return firstRun.at;
      }),
    ...createMetricsPorts(tools, step, thinning),
    rateOf: createRateCard(
      (asked) => step('readListPrice', () => prices.listed(asked, timeline.now())),
      () => {},
    ),
    describeEndpoint: rememberEndpoints((ref) =>
      step('describeEndpoint', () => fleet.describeEndpoint(ref, timeline.now())),
    ),
    countInstances: (pool) => step('countInstances', () => fleet.countInstances(pool, timeline.now())),
    // In batches of ten: some may be sent when a later one is not.
    putEvents: async (given) => {
      for (let start = 0; start < given.length; start += 10)
        await step('putEvents', () => void events.push(...given.slice(start, start + 10)));
    },
    onBusOutage: () => {},
    askEvaluation: async (eventTime) => tools.askEvaluation(eventTime),
    lookBackSeconds,
  };
  return {
    deps: tools.sabotage?.(deps) ?? deps,
    use: (given, allowed) => {
      current = { step: given, thinning: allowed };
    },
  };
};
