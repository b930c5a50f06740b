import type { Pool } from '#shared/domain/bucket.ts';
import { nextStart } from '#shared/domain/calendar.ts';
import type { Division } from '#shared/domain/divideBucket.ts';
import type { Owners } from '#shared/domain/owners.ts';
import { after, bucketSeconds, earliest, floorTo, type Instant, latest } from '#shared/domain/time.ts';
import type { EndpointRecord } from '#shared/fleet/endpointRecord.ts';
import { factEdges } from '#shared/fleet/factEdges.ts';
import { poolProgress } from '#shared/fleet/poolProgress.ts';
import { endpointKey, poolKey } from '#shared/ledger/keys.ts';
import type { StoredPool } from '#shared/ledger/poolItem.ts';
import { readPieces } from '#shared/ledger/readPieces.ts';
import type { CostDeps, CostQuestion, Range } from './costQuestion.ts';
import { readDividedSegments } from './dividedSegments.ts';
import { mergeSegments } from './mergeSegments.ts';
import { payerEdges } from './payersAt.ts';
import { type PoolPieces, type Segment, toEdges, toSegments } from './segments.ts';
import { createTagger } from './tagRows.ts';

/** The pools of all lives of an endpoint's name, what is recorded of them where that is needed, and where something changes. */
export type KnownEndpoint = {
  pools: readonly Pool[];
  records: readonly EndpointRecord[];
  edges: readonly Instant[];
};

/** What an endpoint's pools cost, and up to when all of them are settled; undefined where nothing of it runs any more. */
export type ReadEndpoint = { segments: Segment[]; settledThrough: Instant | undefined };

export const lifeKey = (pool: Pool): string => endpointKey(pool.endpointArn, pool.endpointCreatedAt);

/** Whether a rule gives endpoints an owner by their own tags. */
const looksAtEndpointTags = ({ rules }: Owners): boolean =>
  rules.some(({ match }) => match.tag?.of.includes('endpoint') === true);

const needsRecords = ({ idle, tags, division }: CostQuestion, owners: Owners): boolean =>
  division !== undefined || tags.length > 0 || (idle.kind === 'payers' && looksAtEndpointTags(owners));

export const wholeOf = ({ steps }: Pick<CostQuestion, 'steps'>): Range => {
  const [first] = steps;
  const last = steps.at(-1);
  if (first === undefined || last === undefined) throw new RangeError('a question has a step at least');
  return { from: first.from, to: last.to };
};

/** Finds out what a question needs to know of an endpoint before its costs are read. */
export const createKnow =
  (question: CostQuestion, owners: Owners, { records }: Pick<CostDeps, 'records'>) =>
  async (pools: readonly Pool[]): Promise<KnownEndpoint> => {
    const range = wholeOf(question);
    const lives = new Map(pools.map((pool) => [lifeKey(pool), pool]));
    const read = needsRecords(question, owners)
      ? await Promise.all(
          [...lives.values()].map((pool) =>
            records.read({ arn: pool.endpointArn, createdAt: pool.endpointCreatedAt }),
          ),
        )
      : [];
    const known = read.flatMap((record) => record ?? []);
    // Of a name that several had one after the other, what is recorded is another's from the first bucket on that begins in its life.
    const begins =
      known.length > 1 ? known.map(({ createdAt }) => nextStart('bucket', after(createdAt, -1))) : [];
    const edges = [
      ...begins,
      ...(question.idle.kind === 'payers' ? payerEdges(owners, known, range) : []),
      ...(question.tags.length > 0 ? known.flatMap(factEdges) : []),
    ];
    return { pools, records: known, edges };
  };

/**
 * Reads what an endpoint's pools cost, by segment.
 * @param running states of the pools of lives that are not over, as they were before any figure is read: what is settled by then was
 *   as it is read.
 */
export const createRead = (
  question: CostQuestion,
  running: ReadonlyMap<string, StoredPool>,
  { ledger, records: lives }: Pick<CostDeps, 'ledger' | 'records'>,
) => {
  const range = wholeOf(question);
  const asked = [...question.steps.slice(1).map(({ from }) => from), ...(question.cuts ?? [])];
  const cuts = asked.toSorted((a, b) => a - b);
  /** Nothing is of a time before the endpoint was there. */
  const since = (pool: Pool): Range | undefined => {
    const from = latest(range.from, floorTo(pool.endpointCreatedAt, bucketSeconds));
    return from < range.to ? { from, to: range.to } : undefined;
  };
  const readRecord = ({ endpointArn: arn, endpointCreatedAt: createdAt }: Pool) =>
    lives.read({ arn, createdAt });
  const readSettled = async (pools: readonly Pool[]): Promise<Instant | undefined> => {
    const stored = await Promise.all(
      pools.map(async (pool) => {
        const state = running.get(poolKey(pool))?.state;
        // Of an endpoint that runs some pool may have ended long ago: only then its record is of use here.
        const isEnding = state !== undefined && state.settledThrough < range.to;
        if (state === undefined || !isEnding) return state?.settledThrough;
        return poolProgress(pool, state, await readRecord(pool)).settledThrough;
      }),
    );
    const [first, ...others] = stored.flatMap((each) => each ?? []);
    return first === undefined ? undefined : earliest(first, ...others);
  };
  const readWhole = async (pools: readonly Pool[], edges: readonly Instant[]): Promise<Segment[]> => {
    const read = await Promise.all(
      pools.map(async (pool): Promise<PoolPieces> => {
        const own = since(pool);
        return {
          pool,
          pieces: own === undefined ? [] : await readPieces(ledger, pool, own, { cuts, edges }),
        };
      }),
    );
    const segments = toSegments(read, toEdges(question.steps, edges), question.rate);
    return question.cuts === undefined ? segments.map((each) => ({ ...each, pieces: [] })) : segments;
  };
  const readParts = async (
    division: Division,
    { pools, records, edges: own }: KnownEndpoint,
  ): Promise<Segment[]> => {
    const edges = toEdges(question.steps, own);
    const read = await Promise.all(
      pools.map((pool) => {
        const range = since(pool);
        const record = records.find((each) => lifeKey(pool) === endpointKey(each.arn, each.createdAt));
        if (range === undefined || record === undefined) return [];
        return readDividedSegments({ pool, record, division, edges, rate: question.rate }, range, { ledger });
      }),
    );
    return mergeSegments(read.flat());
  };
  return async (known: KnownEndpoint): Promise<ReadEndpoint> => {
    const { pools, records, edges } = known;
    const settledThrough = await readSettled(pools);
    const { division } = question;
    const segments =
      division === undefined ? await readWhole(pools, edges) : await readParts(division, known);
    if (question.tags.length === 0) return { segments, settledThrough };
    const tag = createTagger(records, question.tags);
    const tagged = segments.map((each) => ({ ...each, rows: each.rows.map((row) => tag(row, each.start)) }));
    return { segments: tagged, settledThrough };
  };
};
