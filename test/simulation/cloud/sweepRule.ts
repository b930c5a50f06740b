import { createMarkDescribed } from '#functions/sweep/createMarkDescribed.ts';
import { sweepFleet } from '#functions/sweep/sweepFleet.ts';
import { createRebuild } from '#shared/attribution/createRebuild.ts';
import { createRevise } from '#shared/attribution/createRevise.ts';
import { type Instant, instant } from '#shared/domain/time.ts';
import { rollUpPool } from '#shared/ledger/rollUpPool.ts';
import type { MemoryEndpointRecords } from '#test/fakes/memoryEndpointRecords.ts';
import type { MemoryLedger } from '#test/fakes/memoryLedger.ts';
import type { Agreements } from './agreements.ts';
import { createDocumentPorts } from './documentPorts.ts';
import { invokeAsync } from './invokeAsync.ts';
import type { OnRun } from './onRun.ts';
import type { Ownership } from './ownership.ts';
import { createQueueMessages, type PlanTools } from './planRule.ts';

export type SweepTools = PlanTools & {
  ledger: MemoryLedger;
  records: MemoryEndpointRecords;
  ownership: Ownership;
  agreements: Agreements;
  onRun: OnRun;
};

/** How often the rule fires (seconds). */
export const sweepSeconds = 900;

const account = '123456789012#us-east-1';
const limitSeconds = 900;
const reserveSeconds = 120;

/** The scheduled rule's firing: `sweep`. */
export const createSweepRule = (tools: SweepTools): ((eventTime: Instant) => void) => {
  const { timeline, fleet, ownership, agreements, records, onRun } = tools;
  return (eventTime) =>
    invokeAsync(
      tools,
      limitSeconds,
      ({ step, remaining }) => {
        const ledger = tools.ledger.through(step);
        const owners = createDocumentPorts(ownership, timeline, step);
        const rates = createDocumentPorts(agreements, timeline, step);
        const markRates = rates.markFor(ledger, 'ratesVersion');
        const listEndpoints = async function* () {
          yield await step('listEndpoints', () => fleet.listEndpoints(timeline.now()));
        };
        const now = instant(Math.floor(timeline.now()));
        const hasTime = () => remaining() > reserveSeconds;
        return sweepFleet(
          { account, eventTime, now, hasTime },
          {
            listEndpoints,
            describeEndpoint: (ref) =>
              step('describeEndpoint', () => fleet.describeEndpoint(ref, timeline.now())),
            records: records.through(step),
            queueMessages: createQueueMessages(tools, step),
            readPool: ledger.readPool,
            readBuckets: ledger.readBuckets,
            rollUp: async (pool, range) => {
              const { hours, days, months } = await rollUpPool(ledger, pool, range);
              return hours.written + days.written + months.written;
            },
            markDescribed: createMarkDescribed(
              ledger,
              createRebuild(ledger, records.through(step), markRates),
            ),
            owners,
            rates,
            markOwners: owners.markFor(ledger, 'ownersVersion'),
            markRates,
            revise: createRevise(ledger),
            sweepSeconds,
            onFailure: (_, error) => onRun('sweep', 'failed', error),
          },
        );
      },
      (outcome, error) => onRun('sweep', outcome, isAllFailed(error) ? undefined : error),
    );
};

/** Each endpoint's own error was told already. */
const isAllFailed = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'sweep.all_failed';
