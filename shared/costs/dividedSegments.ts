import type { Bucket, Pool } from '#shared/domain/bucket.ts';
import { costRowsOf, varianceRow } from '#shared/domain/costRow.ts';
import type { Division } from '#shared/domain/divideBucket.ts';
import { addMoney, type Money, money } from '#shared/domain/money.ts';
import { repriceSplit } from '#shared/domain/repriceSplit.ts';
import { addRow, type RowSums, rowsInOrder } from '#shared/domain/sumCosts.ts';
import { after, bucketSeconds, floorTo, type Instant } from '#shared/domain/time.ts';
import type { EndpointRecord } from '#shared/fleet/endpointRecord.ts';
import type { CostQuestion, Range } from './costQuestion.ts';
import { type LedgerCell, type ReadDividedDeps, readDivided } from './readDivided.ts';
import { findSegment, type Segment, type SegmentEdges } from './segments.ts';

type Gathered = Omit<Segment, 'rows' | 'step' | 'start'> & {
  rows: RowSums;
  /** Of the same at the cost rate, where charges are told: what they cost beyond is the variance. */
  paid: Money[];
  charged: Money[];
};

const atChargeRate = (bucket: Bucket): Bucket => ({ ...bucket, ...repriceSplit(bucket, bucket.chargeRate) });

const costsOf = ({ allocated, idle, unknown }: LedgerCell): Money[] =>
  [...allocated, ...idle, ...unknown].flatMap(({ cost }) => cost ?? []);

const addCompleteness = (
  sum: Segment['completeness'],
  { unit, allocated, idle, unknown }: LedgerCell,
): void => {
  const scale = unit === undefined || unit.kind === 'accelerator' ? 1 : unit.perInstance;
  const known = [...allocated, ...idle].reduce((seconds, row) => seconds + row.unitSeconds, 0);
  const missing = unknown.reduce((seconds, row) => seconds + row.unitSeconds, 0);
  sum.seen += known / scale;
  sum.expected += (known + missing) / scale;
};

const open = (): Gathered => ({
  rows: new Map(),
  completeness: { seen: 0, expected: 0 },
  evidences: new Set(),
  backfilled: false,
  pieces: [],
  paid: [],
  charged: [],
});

/** What is asked of a pool, with what its buckets are divided by. */
export type DividedAsk = {
  pool: Pool;
  record: EndpointRecord;
  division: Division;
  edges: SegmentEdges;
  rate: CostQuestion['rate'];
};

/**
 * The segments of a pool whose buckets are divided further, from the facts that the buckets rest on. At the charge rate what is paid
 * beyond it is a row without a place, as `chargeRowsOf` has it for whole buckets.
 */
export const readDividedSegments = async (
  { pool, record, division, edges, rate }: DividedAsk,
  { from, to }: Range,
  deps: ReadDividedDeps,
): Promise<Segment[]> => {
  const whole = {
    from: floorTo(from, bucketSeconds),
    to: floorTo(after(to, bucketSeconds - 1), bucketSeconds),
  };
  const gathered = new Map<Instant, Gathered>();
  const segmentOf = (start: Instant): Gathered | undefined => {
    const at = findSegment(edges, start);
    if (at === undefined || start < from || start >= to) return undefined;
    const known = gathered.get(at) ?? open();
    gathered.set(at, known);
    return known;
  };
  const isCharge = rate === 'charge';
  for await (const cell of readDivided(
    deps,
    pool,
    record,
    whole,
    division,
    isCharge ? atChargeRate : undefined,
  )) {
    const segment = segmentOf(cell.start);
    if (segment === undefined) continue;
    const { instance, copy } = cell;
    for (const row of costRowsOf(pool, cell)) addRow(segment.rows, { ...row, instance, copy });
    addCompleteness(segment.completeness, cell);
    segment.evidences.add(cell.evidence);
    segment.backfilled ||= cell.backfilled;
    segment.charged.push(...costsOf(cell));
  }
  if (isCharge) {
    const steps = { ...division, byInstance: false, byCopy: false };
    for await (const cell of readDivided(deps, pool, record, whole, steps))
      segmentOf(cell.start)?.paid.push(...costsOf(cell));
  }
  return [...gathered].map(([start, { rows, paid, charged, ...facts }]) => {
    const variance = money(addMoney(paid) - addMoney(charged));
    if (isCharge) addRow(rows, varianceRow(pool, variance));
    return { step: edges.stepAt(start), start, rows: rowsInOrder(rows), ...facts };
  });
};
