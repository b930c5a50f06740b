import type { Pool } from '#shared/domain/bucket.ts';
import type { SampledPeriod } from '#shared/domain/lives.ts';
import {
  anyComponent,
  type Holding,
  holdingKey,
  type Samples,
  type SlotCounts,
  sumCounts,
} from '#shared/domain/samples.ts';
import { reservationSeries } from './poolSeries.ts';
import { type ReadRange, readByCell } from './readCells.ts';
import type { ReadCounts } from './readCounts.ts';

type Source = {
  pool: Pool;
  hasSeveralTypes: boolean;
  /** On one instance; undefined when not known. */
  accelerators: number | undefined;
  /** Whether the sums are proven to be those of the series. */
  isProven: boolean;
};

const toReserved = (
  running: SlotCounts,
  percents: SlotCounts,
  isAnyHeld: boolean,
  accelerators: number,
): number[] => {
  const reserved = percents.map((percent) => Math.round((percent * accelerators) / 100));
  // Named components held accelerators, and nothing says how many are reserved: any of the rest may be.
  return isAnyHeld && sumCounts(reserved) === 0 ? running.map((count) => count * accelerators) : reserved;
};

/** @param percents undefined when CloudWatch would not say what is reserved: any of it may be. */
const withReserved = (samples: Samples, percents: SlotCounts | undefined, source: Source): Samples => {
  const { isProven, accelerators = 0 } = source;
  const instance = source.pool.instanceType;
  const running = samples.instances.get(instance) ?? [];
  const held = isProven ? samples.holdings : new Map<string, Holding>();
  const counts =
    isProven && percents !== undefined
      ? toReserved(running, percents, held.size > 0, accelerators)
      : running.map((count) => count * accelerators);
  if (sumCounts(counts) === 0) return { ...samples, holdings: held };
  const holding = { component: anyComponent, instance, container: '*', accelerator: '*', counts };
  return { ...samples, holdings: new Map([...held, [holdingKey(holding), holding]]) };
};

/**
 * Adds to a pool's sums what SageMaker says of reserved accelerators, so that those of a component that nobody names any
 * more are not taken for idle. Sums that are not proven say nothing of who held what: then all of it is anybody's.
 */
export const readReserved = async (
  cells: readonly SampledPeriod[],
  range: ReadRange,
  source: Source,
  readCounts: ReadCounts,
): Promise<SampledPeriod[]> => {
  const [frequency] = cells.flatMap(({ samples }) => samples.map((each) => each.publishFrequency));
  if (frequency === undefined) return [...cells];
  const series = reservationSeries(source.pool, source.hasSeveralTypes);
  const starts = cells.map(({ start }) => start);
  const [percents] = await readByCell([series], frequency, starts, range, readCounts, 'Sum');
  return cells.map((cell) => ({
    ...cell,
    samples: cell.samples.map((samples) => withReserved(samples, percents?.get(cell.start), source)),
  }));
};
