import { type Evidence, evidences, type Pool } from '#shared/domain/bucket.ts';
import { addCapacities, type Capacity, capacityOf, noCapacity } from '#shared/domain/capacity.ts';
import { completenessOf } from '#shared/domain/completeness.ts';
import {
  after,
  bucketSeconds,
  earliest,
  floorTo,
  type Instant,
  latest,
  theBeginning,
} from '#shared/domain/time.ts';
import type { UnitKind } from '#shared/domain/unit.ts';
import { type PoolProgress, poolProgress } from '#shared/fleet/poolProgress.ts';
import type { EndpointRecords } from '#shared/ledger/createEndpointRecords.ts';
import type { Ledger } from '#shared/ledger/createLedger.ts';
import { type LedgerPiece, readRange } from '#shared/ledger/readRange.ts';
import type { Range } from './costQuestion.ts';
import { indexAt } from './segments.ts';
import type { CostFacts } from './tallyCosts.ts';

export type CapacityQuestion = {
  /** Of one endpoint's name, of all its lives. */
  pools: readonly Pool[];
  /** One after the other without a gap, on bucket edges; at least one. */
  steps: readonly Range[];
  now: Instant;
};

export type CapacityDeps = {
  ledger: Pick<Ledger, 'readPool' | 'readRollups' | 'readSplits'>;
  records: Pick<EndpointRecords, 'read'>;
};

/** What instances of one type in one variant had in a step. */
export type CapacityLine = {
  step: number;
  variant: string;
  instanceType: string;
  /** Seconds of the step of which the ledger can tell: all but what is yet to be read, or came before its beginning. */
  seconds: number;
  capacity: Capacity;
};

type ReadPool = { progress: PoolProgress; collectedFrom: Instant; pieces: readonly LedgerPiece[] };

const readOne = async (
  pool: Pool,
  { steps }: CapacityQuestion,
  { ledger, records }: CapacityDeps,
): Promise<ReadPool[]> => {
  const [from, to] = [steps[0]?.from, steps.at(-1)?.to];
  // Before the figures: what is read by then was as it is told.
  const state = (await ledger.readPool(pool))?.state;
  if (state === undefined || from === undefined || to === undefined) return [];
  const record = await records.read({ arn: pool.endpointArn, createdAt: pool.endpointCreatedAt });
  const cuts = steps.slice(1).map((step) => step.from);
  const pieces = await readRange(ledger, pool, from, to, cuts);
  return [{ progress: poolProgress(pool, state, record), collectedFrom: state.collectedFrom, pieces }];
};

/** From when on the ledger tells of a pool: from ever, where it has seen it begin. */
const knownFrom = ({ progress: { begin }, collectedFrom, pieces }: ReadPool): Instant => {
  const first = earliest(collectedFrom, pieces[0]?.start ?? collectedFrom);
  return begin !== undefined && floorTo(begin, bucketSeconds) >= first ? theBeginning : first;
};

/** The part of a step that the ledger can tell of. */
const knownPart = (
  { from, to }: Range,
  lives: readonly ReadPool[],
  pieces: readonly LedgerPiece[],
  now: Instant,
): Range => {
  const ends = lives.map(({ progress }) => progress.readThrough ?? now);
  const start = latest(from, ...lives.map(knownFrom));
  const end = earliest(to, floorTo(now, bucketSeconds), ...ends);
  const [first, last] = [pieces[0]?.start, pieces.at(-1)?.end];
  return { from: earliest(start, first ?? start), to: latest(end, earliest(last ?? end, to)) };
};

const wasThere = (lives: readonly ReadPool[], { from, to }: Range): boolean =>
  lives.some(({ progress: { begin, end } }) => (begin ?? from) < to && (end ?? after(from, 1)) > from);

const sumByUnit = (pieces: readonly LedgerPiece[]): Map<UnitKind, Capacity> => {
  const sums = new Map<UnitKind, Capacity>();
  for (const split of pieces.flatMap(({ splits }) => splits)) {
    const own = capacityOf(split);
    const known = sums.get(own.unit);
    sums.set(own.unit, known === undefined ? own : addCapacities(known, own));
  }
  return sums;
};

/** The lines of one variant's instances of one type. A pool that was there and had nothing in a step has a line of none. */
const linesOf = (
  { variant, instanceType }: Pool,
  lives: readonly ReadPool[],
  { steps, now }: CapacityQuestion,
): CapacityLine[] => {
  const pieces = lives.flatMap((life) => life.pieces).toSorted((a, b) => a.start - b.start);
  const starts = steps.map(({ from }) => from);
  const byStep = Map.groupBy(pieces, ({ start }) => indexAt(starts, start));
  const lastUnit = [...sumByUnit(pieces.slice(-1)).keys()][0];
  return steps.flatMap((step, index) => {
    const own = byStep.get(index) ?? [];
    const part = knownPart(step, lives, own, now);
    const seconds = part.to - part.from;
    if (seconds <= 0) return [];
    const sums = [...sumByUnit(own).values()];
    const none = lastUnit === undefined || !wasThere(lives, part) ? [] : [noCapacity(lastUnit)];
    return (sums.length > 0 ? sums : none).map((capacity) => {
      return { step: index, variant, instanceType, seconds, capacity };
    });
  });
};

/**
 * Reads what an endpoint's pools had in each step from the ledger.
 *
 * Law: a line's capacities add up over steps to those of the steps together.
 *
 * @returns the lines in no order, and what is known of them.
 * @throws NotFoundError when a step cuts an hour whose buckets have expired.
 */
export const readCapacity = async (
  question: CapacityQuestion,
  deps: CapacityDeps,
): Promise<{ lines: CapacityLine[]; facts: CostFacts }> => {
  const kinds = Map.groupBy(question.pools, ({ variant, instanceType }) =>
    JSON.stringify([variant, instanceType]),
  );
  const read = await Promise.all(
    [...kinds.values()].map(async (pools) => {
      const lives = await Promise.all(pools.map((pool) => readOne(pool, question, deps)));
      return { pool: pools[0], lives: lives.flat() };
    }),
  );
  const lives = read.flatMap((each) => each.lives);
  const pieces = lives.flatMap((each) => each.pieces);
  const found = new Set<Evidence>(pieces.map(({ evidence }) => evidence));
  const [first, ...others] = lives.flatMap(({ progress }) => progress.settledThrough ?? []);
  return {
    lines: read.flatMap(({ pool, lives: own }) => (pool === undefined ? [] : linesOf(pool, own, question))),
    facts: {
      completeness: completenessOf(pieces.flatMap(({ splits }) => splits)),
      evidence: evidences.findLast((each) => found.has(each)),
      settledThrough: first === undefined ? undefined : earliest(first, ...others),
      backfilled: pieces.some(({ backfilled }) => backfilled),
    },
  };
};
