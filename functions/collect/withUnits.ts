import type { SamplesPer } from '#shared/domain/poolState.ts';
import { anyComponent, unverifiedContainer } from '#shared/domain/samples.ts';
import { unitsPerVcpu } from '#shared/domain/unit.ts';
import type { PoolSeries } from '#shared/metrics/poolSeries.ts';
import type { HeldKind, HoldingSeries } from '#shared/metrics/series.ts';

/** What a copy reserves; undefined where it reserves none, or not the same on every instance type. */
export type Reserved = { acceleratorsPerCopy: number | undefined; vcpusPerCopy?: number | undefined };

type Source = {
  held: HeldKind;
  reservedBy(component: string): Reserved | undefined;
  samplesPer: SamplesPer | undefined;
};

/** vCPUs of a copy; a copy that reserves none holds nothing. */
const withVcpus = (series: HoldingSeries, { reservedBy }: Source): HoldingSeries[] => {
  const vcpus = reservedBy(series.component)?.vcpusPerCopy;
  return vcpus === undefined ? [] : [{ ...series, units: Math.round(vcpus * unitsPerVcpu) }];
};

/** As many accelerators as a sample may stand for, held by nobody knows whom until it is known what publishes one. */
const unverified = (series: HoldingSeries, units: number): HoldingSeries => ({
  ...series,
  component: anyComponent,
  container: unverifiedContainer(series.component),
  units,
});

const withAccelerators = (series: HoldingSeries, { reservedBy, samplesPer }: Source): HoldingSeries[] => {
  const accelerators = reservedBy(series.component)?.acceleratorsPerCopy;
  if (accelerators === 1 || samplesPer === 'accelerator') return [series];
  if (accelerators === undefined) return [unverified(series, 1)];
  return [samplesPer === 'copy' ? { ...series, units: accelerators } : unverified(series, accelerators)];
};

/**
 * A pool's series with the units that each sample of what components hold stands for: one accelerator with enhanced metrics,
 * without them all of a copy's or one of them, and in pools without accelerators the vCPUs that a copy reserves.
 */
export const withUnits = (series: PoolSeries, source: Source, isEnhanced: boolean): PoolSeries => {
  if (source.held === 'copy')
    return { ...series, holdings: series.holdings.flatMap((each) => withVcpus(each, source)) };
  if (isEnhanced) return series;
  return { ...series, holdings: series.holdings.flatMap((each) => withAccelerators(each, source)) };
};
