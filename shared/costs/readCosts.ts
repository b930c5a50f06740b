import { assignPayers, type PayersInForce } from '#shared/domain/assignPayers.ts';
import type { Owners } from '#shared/domain/owners.ts';
import { type SharedRow, shareIdle } from '#shared/domain/shareIdle.ts';
import { earliest, type Instant } from '#shared/domain/time.ts';
import type { EndpointRecord } from '#shared/fleet/endpointRecord.ts';
import { eachConcurrently } from '#shared/lambda/eachConcurrently.ts';
import { endpointKey } from '#shared/ledger/keys.ts';
import type { CostDeps, CostQuestion } from './costQuestion.ts';
import { mergeSegments } from './mergeSegments.ts';
import { payersAt } from './payersAt.ts';
import { createKnow, createRead, type KnownEndpoint, lifeKey, type ReadEndpoint } from './readEndpoints.ts';
import type { Segment } from './segments.ts';

/** A segment before it is settled who pays for what nobody holds. */
export type OpenSegment = Segment & {
  settledThrough: ReadEndpoint['settledThrough'];
  /** Who pays by the owners document, as it stands then. */
  payers: PayersInForce;
};

/** The rows of some time of an endpoint, or of all where idle capacity is shared over all, and what is known of them. */
export type CostGroup = Omit<Segment, 'rows' | 'pieces'> & {
  rows: readonly SharedRow[];
  settledThrough: ReadEndpoint['settledThrough'];
};

/** Endpoints that are read side by side: enough to wait for none, few enough to stay small. */
const concurrency = 8;

/** Whether what one endpoint has idle may be borne on others. */
const isSharedOverAll = ({ idle }: CostQuestion, { payers }: Owners): boolean =>
  idle.kind === 'payers'
    ? payers.some(({ payer }) => 'over' in payer && payer.over === 'all')
    : idle.kind !== 'separate' && idle.over === 'all';

const share = ({ rows, payers }: OpenSegment, { idle }: CostQuestion): SharedRow[] =>
  idle.kind === 'payers' ? assignPayers(rows, payers) : shareIdle(rows, idle);

/** The earliest of what is known; undefined for none. */
const earliestOf = (times: readonly (Instant | undefined)[]): Instant | undefined => {
  const [first, ...others] = times.flatMap((time) => time ?? []);
  return first === undefined ? undefined : earliest(first, ...others);
};

/**
 * Reads what a question's rows are made of, endpoint by endpoint, and hands it on as it comes, so that what is added up need not be
 * in memory at once; all together where what one endpoint has idle may be borne on others.
 *
 * @param onSegment is told of each endpoint's segments, those of one endpoint in order of time.
 * @throws NotFoundError when a step or cut cuts an hour whose buckets have expired.
 */
export const readSegments = async (
  question: CostQuestion,
  deps: CostDeps,
  onSegment: (segment: OpenSegment) => void,
): Promise<void> => {
  const { document: owners } = await deps.owners.readInForce();
  const pools = await deps.ledger.listPools(question.account);
  const lives = await deps.records.listOpen(question.account);
  const open = new Set(lives.map(({ arn, createdAt }) => endpointKey(arn, createdAt)));
  const know = createKnow(question, owners, deps);
  const running = await deps.ledger.readPools(pools.filter((pool) => open.has(lifeKey(pool))));
  const read = createRead(question, running, deps);
  const tell = (segment: Segment, records: readonly EndpointRecord[], settledThrough: Instant | undefined) =>
    onSegment({ ...segment, payers: payersAt(owners, records, segment.start), settledThrough });
  const endpoints = [...Map.groupBy(pools, ({ endpoint }) => endpoint).values()];
  if (!isSharedOverAll(question, owners)) {
    await eachConcurrently(endpoints, concurrency, async (own) => {
      const known = await know(own);
      const { segments, settledThrough } = await read(known);
      for (const segment of segments) tell(segment, known.records, settledThrough);
    });
    return;
  }
  // All that may bear something of another must be there before anything is shared, and be cut alike.
  const all: KnownEndpoint[] = [];
  await eachConcurrently(endpoints, concurrency, async (own) => void all.push(await know(own)));
  const edges = all.flatMap((each) => each.edges);
  const records = all.flatMap((each) => each.records);
  const found: ReadEndpoint[] = [];
  await eachConcurrently(all, concurrency, async (known) => void found.push(await read({ ...known, edges })));
  const settledThrough = earliestOf(found.map((each) => each.settledThrough));
  for (const segment of mergeSegments(found.flatMap(({ segments }) => segments)))
    tell(segment, records, settledThrough);
};

/**
 * Reads the rows of a question from the ledger (`readSegments`). Who pays for what nobody holds is settled before: whoever wants some
 * rows chooses afterwards.
 *
 * Law: the costs of all groups' rows add up to the pools' costs of the steps, whatever the policy.
 *
 * @throws NotFoundError when a step cuts an hour whose buckets have expired.
 */
export const readCosts = (
  question: CostQuestion,
  deps: CostDeps,
  onGroup: (group: CostGroup) => void,
): Promise<void> =>
  readSegments(question, deps, (segment) => {
    const { pieces: _, payers: __, ...rest } = segment;
    onGroup({ ...rest, rows: share(segment, question) });
  });
