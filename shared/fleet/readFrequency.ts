import type { MetricsConfig } from '@aws-sdk/client-sagemaker';
import { BrokenDataError } from '#shared/domain/errors.ts';

/** SageMaker's own default for `MetricPublishFrequencyInSeconds`. */
const defaultFrequency = 60;

const supportedFrequencies: readonly number[] = [10, 30, 60, 120, 180, 240, 300];

/**
 * Seconds between samples, as a `MetricsConfig` has it.
 * @param owner what is configured, for the message.
 * @throws BrokenDataError for a frequency that SageMaker does not document.
 */
export const readFrequency = (owner: string, config: MetricsConfig | undefined): number => {
  const frequency = config?.MetricPublishFrequencyInSeconds ?? defaultFrequency;
  if (supportedFrequencies.includes(frequency)) return frequency;
  const message = `${owner} publishes metrics every ${frequency} s; expected one of ${supportedFrequencies.join()}`;
  throw new BrokenDataError('fleet.unsupported_frequency', message);
};
