import { countText, unitSecondsText, unitsText } from './amountText.ts';
import type { BucketSeries } from './explainSeries.ts';
import { formatInstant } from './time.ts';
import type { UnitKind } from './unit.ts';
import type { UnknownReason } from './unknownReason.ts';

/** More gaps than this are counted, not listed. */
const mostGaps = 5;

const missingText = ({ missing }: BucketSeries): string => {
  if (missing.length === 0) return '';
  const gaps = missing
    .slice(0, mostGaps)
    .map(({ from, to, samples }) => `${samples} from ${formatInstant(from)} to ${formatInstant(to)}`);
  const more = missing.length > mostGaps ? `, and in ${missing.length - mostGaps} more gaps` : '';
  return `; missing: ${gaps.join(', ')}${more}, in the midst of others: no sample vouches for that time, so it is unknown and not counted here`;
};

/** `component a, copy c-1 on i-1, gpu_0`; of a sum what it is the sum of. */
const nameOf = ({ kind, instance, holding }: BucketSeries): string => {
  if (holding === undefined)
    return kind === 'single' ? `instance ${instance}` : `all instances of ${instance}`;
  const { component, container, accelerator } = holding;
  if (kind === 'summed') return `component ${component}, all of its copies on ${instance}`;
  const copy = `component ${component}, copy ${container} on ${instance}`;
  return accelerator === '' ? copy : `${copy}, ${accelerator}`;
};

/** `component a, copy c-1 on i-1, gpu_0: 29 of 30 samples × 10 s × 1 GPU = 290 GPU-seconds; missing: …` */
export const seriesText = (series: BucketSeries, unit: UnitKind, ownSeconds: number): string => {
  const { seen, expected, units, unitSeconds, slots } = series;
  const plain = seen * slots.frequency * units;
  const cut = plain === unitSeconds ? '' : ', cut at the edges of the five minutes,';
  const each = `${unitsText({ kind: unit, perInstance: units })}${series.kind === 'single' ? '' : ' each'}`;
  const samples = `${countText(seen)} of ${countText(expected)} sample${expected === 1 ? '' : 's'}`;
  const covered = `${samples} × ${slots.frequency} s × ${each}${cut} = ${unitSecondsText(unit, unitSeconds)}`;
  const own =
    ownSeconds === unitSeconds ? '' : `, of which ${unitSecondsText(unit, ownSeconds)} are in this figure`;
  return `${nameOf(series)}: ${covered}${own}${missingText(series)}`;
};

/** Share of what it held that was used, 0 to 1; undefined where nobody measured it. */
export const utilisationOf = ({ load }: BucketSeries): number | undefined =>
  load === undefined || load.samples === 0 ? undefined : load.sum / load.samples / 10_000;

/** Why capacity is unknown, in words. */
export const unknownText: Readonly<Record<UnknownReason, string>> = {
  hole: 'samples are missing in the midst of the life of an instance or of what is held on it',
  unread: 'CloudWatch would not give the series',
  silent: 'the whole pool fell silent, and SageMaker says that it has instances',
  unsampled: 'SageMaker describes an instance or a copy that never had a sample',
  unverified: 'only sums are left, and nothing shows who held it',
};
