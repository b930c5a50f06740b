import type { Pool } from '#shared/domain/bucket.ts';
import type { SamplesPer } from '#shared/domain/poolState.ts';
import { after, floorTo, type Instant } from '#shared/domain/time.ts';
import type { DescribedComponent } from '#shared/fleet/endpointSnapshot.ts';
import { sumSeries } from '#shared/metrics/poolSeries.ts';
import type { ReadCounts } from '#shared/metrics/readCounts.ts';

/** Components as they were described at a time. */
export type DescribedCopies = { at: Instant; components: readonly DescribedComponent[] };

/** Publish intervals on each side of a description that must tell the same: its copies were there throughout. */
const intervals = 2;

type Copies = { component: string; copies: number; accelerators: number };

/** What a component has in a pool, where it makes a difference what publishes a sample. */
const copiesIn = (
  { variant, instanceType }: Pool,
  hasSeveralTypes: boolean,
  each: DescribedComponent,
): Copies[] => {
  const placed = each.placements.find((placement) => placement.instanceType === instanceType);
  const { copies, acceleratorsPerCopy } = hasSeveralTypes ? (placed ?? { ...each, copies: 0 }) : each;
  const isTelling = each.variant === variant && copies > 0 && (acceleratorsPerCopy ?? 0) > 1;
  return isTelling
    ? [{ component: each.name, copies, accelerators: copies * (acceleratorsPerCopy ?? 0) }]
    : [];
};

const tellFrom = (
  counts: readonly number[] | undefined,
  { copies, accelerators }: Copies,
): SamplesPer | undefined => {
  const [level] = counts ?? [];
  if (level === undefined || counts?.some((count) => count !== level)) return undefined;
  if (level === copies) return 'copy';
  return level === accelerators ? 'accelerator' : undefined;
};

/**
 * Finds out what publishes a sample each where enhanced metrics are off: the copy, as AWS's pages say, or each accelerator that it
 * holds. What CloudWatch counted right before and after SageMaker described the components is set beside their copies.
 * @returns undefined while nothing tells, or components contradict each other.
 */
export const findSamplesPer = async (
  { pool, hasSeveralTypes }: { pool: Pool; hasSeveralTypes: boolean },
  { at, components }: DescribedCopies,
  frequency: number,
  now: Instant,
  readCounts: ReadCounts,
): Promise<SamplesPer | undefined> => {
  const telling = components.flatMap((each) => copiesIn(pool, hasSeveralTypes, each));
  const from = after(floorTo(at, frequency), -intervals * frequency);
  const to = after(from, 2 * intervals * frequency);
  if (telling.length === 0 || to > after(now, -frequency)) return undefined;
  const { holdings } = sumSeries(
    pool,
    hasSeveralTypes,
    telling.map(({ component }) => component),
  );
  const metrics = holdings.map(({ metric }) => metric);
  const counts = await readCounts(metrics, { from, to, period: frequency });
  const [first, ...others] = new Set(telling.flatMap((each, index) => tellFrom(counts[index], each) ?? []));
  return others.length === 0 ? first : undefined;
};
