import type { Pool } from '#shared/domain/bucket.ts';
import { nextStart, startOf } from '#shared/domain/calendar.ts';
import { type Completeness, completenessOf } from '#shared/domain/completeness.ts';
import { after, type Instant } from '#shared/domain/time.ts';
import { type UnitKind, unitsPerVcpu } from '#shared/domain/unit.ts';
import { type UnknownReason, unknownReasons } from '#shared/domain/unknownReason.ts';
import type { Ledger } from '#shared/ledger/createLedger.ts';
import { readRange } from '#shared/ledger/readRange.ts';

/** Capacity of which no sample tells, and why. */
export type Gap = { reason: UnknownReason; unit: UnitKind; unitSeconds: number };

const daySeconds = 86_400;

/**
 * Reads how complete the last day of a pool is that is settled, from the hour on in which it begins.
 * @param hasEnded nothing comes after: of an hour in which it ended only the whole may be left.
 */
export const readGaps = async (
  pool: Pool,
  settledThrough: Instant,
  hasEnded: boolean,
  ledger: Pick<Ledger, 'readRollups' | 'readSplits'>,
): Promise<{ completeness: Completeness; gaps: Gap[] }> => {
  const from = startOf('hour', after(settledThrough, -daySeconds));
  const to = hasEnded ? nextStart('hour', after(settledThrough, -1)) : settledThrough;
  const splits = (await readRange(ledger, pool, from, to)).flatMap((piece) => piece.splits);
  const sums = new Map<string, Gap>();
  for (const { unit, unknown } of splits) {
    for (const { reason, unitSeconds } of unknown) {
      const kind = unit?.kind ?? 'accelerator';
      const key = `${kind} ${reason}`;
      const known = sums.get(key)?.unitSeconds ?? 0;
      sums.set(key, { reason, unit: kind, unitSeconds: known + unitSeconds });
    }
  }
  const gaps = [...sums.values()]
    .filter(({ unitSeconds }) => unitSeconds > 0)
    .map((gap) => (gap.unit === 'vcpu' ? { ...gap, unitSeconds: gap.unitSeconds / unitsPerVcpu } : gap));
  return {
    completeness: completenessOf(splits),
    gaps: gaps.toSorted((a, b) => unknownReasons.indexOf(a.reason) - unknownReasons.indexOf(b.reason)),
  };
};
