import type { Period } from '#shared/domain/slots.ts';
import type { EndpointRecord } from './endpointRecord.ts';

/**
 * Accelerators of the smallest copy that a variant's components had in a period; undefined when none of them is known to
 * need any. A component that needs another number on each instance type is not known to.
 */
export const smallestCopy = (
  { components }: EndpointRecord,
  variant: string,
  { start, seconds }: Period,
): number | undefined => {
  const needs = components
    .filter((each) => each.variant === variant)
    .filter(({ createdAt = 0, deletedBy = Number.POSITIVE_INFINITY }) => {
      return createdAt < start + seconds && deletedBy > start;
    })
    .flatMap(({ acceleratorsPerCopy = 0 }) => (acceleratorsPerCopy > 0 ? [acceleratorsPerCopy] : []));
  return needs.length === 0 ? undefined : Math.min(...needs);
};
