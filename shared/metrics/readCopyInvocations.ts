import { after, floorTo, type Instant } from '#shared/domain/time.ts';
import type { Metric } from './metric.ts';
import type { ReadCounts } from './readCounts.ts';

/** A container of a component, as CloudWatch names it. */
export type CopyName = {
  endpoint: string;
  variant: string;
  component: string;
  instance: string;
  container: string;
};

/**
 * Not `InvocationsPerCopy`, which by its name is each copy's mean already. Free of charge, under these five dimensions only
 * with enhanced metrics.
 */
const invocationsOf = ({ endpoint, variant, component, instance, container }: CopyName): Metric => ({
  namespace: 'AWS/SageMaker',
  name: 'Invocations',
  dimensions: {
    EndpointName: endpoint,
    VariantName: variant,
    InferenceComponentName: component,
    InstanceId: instance,
    ContainerId: container,
  },
});

const day = 86_400;

/** CloudWatch has sums of five minutes for 63 days, after that of an hour. */
const periodOf = (from: Instant, now: Instant): number => (from > now - 62 * day ? 300 : 3_600);

/**
 * The requests that each copy had in [from, to). @returns undefined for a copy of which CloudWatch would not tell.
 * Beyond 62 days the hours count that begin in the range's whole hours.
 */
export const readCopyInvocations = async (
  copies: readonly CopyName[],
  range: { from: Instant; to: Instant; now: Instant },
  readCounts: ReadCounts,
): Promise<(number | undefined)[]> => {
  const period = periodOf(range.from, range.now);
  const from = floorTo(range.from, period);
  const to = floorTo(after(range.to, period - 1), period);
  const metrics = copies.map((copy) => ({ ...invocationsOf(copy), statistic: 'Sum' as const }));
  const answers = await readCounts(metrics, { from, to, period });
  return answers.map((counts) => counts?.reduce((sum, count) => sum + count, 0));
};
