import type { Period } from '#shared/domain/slots.ts';
import { type UnitKind, unitsPerVcpu } from '#shared/domain/unit.ts';
import type { EndpointRecord, RecordedComponent } from './endpointRecord.ts';

/** Units of a pool that a copy needs; 0 for none, and for another number on each instance type. */
const unitsOf = ({ acceleratorsPerCopy = 0, vcpusPerCopy = 0 }: RecordedComponent, unit: UnitKind): number =>
  unit === 'vcpu' ? Math.round(vcpusPerCopy * unitsPerVcpu) : acceleratorsPerCopy;

/**
 * Units of a pool that the smallest copy needs that a variant's components had in a period; undefined when none of them is known
 * to need any.
 */
export const smallestCopy = (
  { components }: EndpointRecord,
  variant: string,
  { start, seconds }: Period,
  unit: UnitKind = 'accelerator',
): number | undefined => {
  const needs = components
    .filter((each) => each.variant === variant)
    .filter(({ createdAt = 0, deletedBy = Number.POSITIVE_INFINITY }) => {
      return createdAt < start + seconds && deletedBy > start;
    })
    .map((each) => unitsOf(each, unit))
    .filter((units) => units > 0);
  return needs.length === 0 ? undefined : Math.min(...needs);
};
