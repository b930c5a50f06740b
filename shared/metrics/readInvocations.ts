import type { Invocations } from '#shared/domain/invocations.ts';
import type { Period } from '#shared/domain/slots.ts';
import type { Instant } from '#shared/domain/time.ts';
import { createRider } from './createRider.ts';
import { invocationsMetric } from './metric.ts';
import { cellsOf, type ReadRange } from './readCells.ts';
import type { AskedMetric, ReadCounts } from './readCounts.ts';

/** A component whose invocations are read, and when it was there. */
export type CalledComponent = { name: string; livesIn(period: Period): boolean };

/**
 * Reads the invocations of components in each cell of a range: the Sum under exactly {InferenceComponentName}, or, in a variant
 * with instance pools, under that and the instance type, so that each pool has its own. All of CloudWatch's tiers divide a cell.
 * They ride along with the samples, which `read` reads with what it is given.
 *
 * @returns what `read` gave, and the invocations by cell, of each component that was there then; one that CloudWatch would not
 * give is in none.
 */
export const withInvocations = async <Read>(
  components: readonly CalledComponent[],
  instanceType: string | undefined,
  range: ReadRange,
  readCounts: ReadCounts,
  read: (readCounts: ReadCounts) => Promise<Read>,
): Promise<{ read: Read; invocations: Map<Instant, Invocations> }> => {
  const { from, to, cell } = range;
  const type = instanceType === undefined ? {} : { InstanceType: instanceType };
  const metrics = components.map(({ name }): AskedMetric => {
    const dimensions = { InferenceComponentName: name, ...type };
    return { ...invocationsMetric, dimensions, statistic: 'Sum' };
  });
  const rider = createRider(metrics, { from, to, period: cell }, readCounts);
  const done = await read(rider.readCounts);
  const answers = components.length === 0 ? [] : await rider.answers();
  const invocationsIn = (start: Instant, position: number): Invocations =>
    new Map(
      components.flatMap(({ name, livesIn }, index): [string, number][] => {
        const count = answers[index]?.[position];
        return count === undefined || !livesIn({ start, seconds: cell }) ? [] : [[name, Math.round(count)]];
      }),
    );
  return {
    read: done,
    invocations: new Map(cellsOf(range).map((start, position) => [start, invocationsIn(start, position)])),
  };
};
