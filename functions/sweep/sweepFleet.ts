import { UpstreamError } from '#shared/domain/errors.ts';
import type { Owners } from '#shared/domain/owners.ts';
import type { Rates } from '#shared/domain/rates.ts';
import type { Instant } from '#shared/domain/time.ts';
import type { EndpointRef } from '#shared/fleet/endpointSnapshot.ts';
import type { EndpointLife } from '#shared/fleet/openRecord.ts';
import { eachConcurrently } from '#shared/lambda/eachConcurrently.ts';
import type { EndpointRecords } from '#shared/ledger/createEndpointRecords.ts';
import type { Settings } from '#shared/ledger/createSettings.ts';
import { endpointKey } from '#shared/ledger/keys.ts';
import {
  noCounts,
  type SweepCounts,
  type SweepEndpointDeps,
  type SweepInput,
  sweepEndpoint,
} from './sweepEndpoint.ts';

/** A document that all that is stored is to follow. */
type Governing<Document> = Pick<Settings<Document>, 'readInForce' | 'readApplied' | 'markApplied'>;

export type SweepDeps = SweepEndpointDeps & {
  listEndpoints(): AsyncIterable<EndpointRef[]>;
  records: SweepEndpointDeps['records'] & Pick<EndpointRecords, 'listOpen' | 'listRecords'>;
  owners: Governing<Owners>;
  rates: Governing<Rates>;
  /** Told of each endpoint that could not be swept. */
  onFailure(endpoint: EndpointLife, error: unknown): void;
};

export type FleetCounts = SweepCounts & { endpoints: number; failed: number };

/** Endpoints that are swept side by side: SageMaker throttles what asks for more. */
const concurrency = 4;

type Found = Pick<SweepInput, 'life' | 'isListed' | 'isFinished'>;

/**
 * Every life that is listed, or recorded and not finished; the finished too where those are to follow a new document.
 * Recorded first: what is created meanwhile is listed.
 */
const findLives = async (account: string, isRevising: boolean, deps: SweepDeps): Promise<Found[]> => {
  const found = new Map<string, Found>();
  const keep = (each: Found) => found.set(endpointKey(each.life.arn, each.life.createdAt), each);
  for (const life of isRevising ? await deps.records.listRecords(account) : [])
    keep({ life, isListed: false, isFinished: true });
  for (const life of await deps.records.listOpen(account)) keep({ life, isListed: false, isFinished: false });
  for await (const page of deps.listEndpoints())
    for (const life of page) keep({ life, isListed: true, isFinished: false });
  return [...found.values()];
};

const add = (sum: SweepCounts, counts: SweepCounts): void => {
  sum.gone += counts.gone;
  sum.finished += counts.finished;
  sum.gaps += counts.gaps;
  sum.queued += counts.queued;
  sum.described += counts.described;
  sum.rolledUp += counts.rolledUp;
  sum.revised += counts.revised;
  sum.unrevised += counts.unrevised;
};

/** A document's version in force, and whether all that is stored follows it. */
const readGoverning = async <Document>({ readInForce, readApplied }: Governing<Document>) => {
  const inForce = await readInForce();
  return { inForce, isApplied: inForce.version <= (await readApplied()) };
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
  const owners = await readGoverning(deps.owners);
  const rates = await readGoverning(deps.rates);
  const documents = { owners: owners.inForce, rates: rates.inForce };
  const lives = await findLives(account, !owners.isApplied || !rates.isApplied, deps);
  const sum: FleetCounts = { ...noCounts, endpoints: lives.length, failed: 0 };
  let lastError: unknown;
  await eachConcurrently(lives, concurrency, async (found) => {
    try {
      add(sum, await sweepEndpoint({ ...found, ...documents, ...rest }, deps));
    } catch (error) {
      sum.failed += 1;
      lastError = error;
      deps.onFailure(found.life, error);
    }
  });
  if (sum.failed === 0 && sum.unrevised === 0) {
    if (!owners.isApplied) await deps.owners.markApplied(owners.inForce.version);
    if (!rates.isApplied) await deps.rates.markApplied(rates.inForce.version);
  }
  if (sum.failed === 0 || sum.failed < sum.endpoints) return sum;
  const message = `not one of ${sum.endpoints} endpoints could be swept`;
  throw new UpstreamError('sweep.all_failed', message, { cause: lastError });
};
