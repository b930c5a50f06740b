import { UpstreamError } from '#shared/domain/errors.ts';
import type { Instant } from '#shared/domain/time.ts';
import type { EndpointRef } from '#shared/fleet/endpointSnapshot.ts';
import type { EndpointLife } from '#shared/fleet/openRecord.ts';
import { eachConcurrently } from '#shared/lambda/eachConcurrently.ts';
import type { EndpointRecords } from '#shared/ledger/createEndpointRecords.ts';
import { endpointKey } from '#shared/ledger/keys.ts';
import { noCounts, type SweepCounts, type SweepEndpointDeps, sweepEndpoint } from './sweepEndpoint.ts';

export type SweepDeps = SweepEndpointDeps & {
  listEndpoints(): AsyncIterable<EndpointRef[]>;
  records: SweepEndpointDeps['records'] & Pick<EndpointRecords, 'listOpen'>;
  /** Told of each endpoint that could not be swept. */
  onFailure(endpoint: EndpointLife, error: unknown): void;
};

export type FleetCounts = SweepCounts & { endpoints: number; failed: number };

/** Endpoints that are swept side by side: SageMaker throttles what asks for more. */
const concurrency = 4;

type Found = { life: EndpointLife | EndpointRef; isListed: boolean };

/** Every life that is listed, or recorded and not finished. Recorded first: what is created meanwhile is listed. */
const findLives = async (account: string, deps: SweepDeps): Promise<Found[]> => {
  const found = new Map<string, Found>();
  for (const life of await deps.records.listOpen(account))
    found.set(endpointKey(life.arn, life.createdAt), { life, isListed: false });
  for await (const page of deps.listEndpoints()) {
    for (const life of page) found.set(endpointKey(life.arn, life.createdAt), { life, isListed: true });
  }
  return [...found.values()];
};

const add = (sum: SweepCounts, counts: SweepCounts): void => {
  sum.gone += counts.gone;
  sum.finished += counts.finished;
  sum.gaps += counts.gaps;
  sum.queued += counts.queued;
  sum.described += counts.described;
  sum.rolledUp += counts.rolledUp;
  sum.rerated += counts.rerated;
};

/**
 * Sweeps every endpoint that is there or was, each by itself: one that fails does not stop the others.
 *
 * @param input.account `123456789012#us-east-1`.
 * @param input.eventTime says which buckets should be there; `now` (wall clock) when SageMaker was asked.
 * @throws UpstreamError when not one endpoint could be swept.
 */
export const sweepFleet = async (
  input: { account: string; eventTime: Instant; now: Instant; hasTime(): boolean },
  deps: SweepDeps,
): Promise<FleetCounts> => {
  const { account, ...rest } = input;
  const lives = await findLives(account, deps);
  const sum: FleetCounts = { ...noCounts, endpoints: lives.length, failed: 0 };
  let lastError: unknown;
  await eachConcurrently(lives, concurrency, async ({ life, isListed }) => {
    try {
      add(sum, await sweepEndpoint({ life, isListed, ...rest }, deps));
    } catch (error) {
      sum.failed += 1;
      lastError = error;
      deps.onFailure(life, error);
    }
  });
  if (sum.failed === 0 || sum.failed < sum.endpoints) return sum;
  const message = `not one of ${sum.endpoints} endpoints could be swept`;
  throw new UpstreamError('sweep.all_failed', message, { cause: lastError });
};
