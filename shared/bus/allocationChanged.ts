import { hash } from 'node:crypto';
import * as z from 'zod';
import { tennerEvents } from '#shared/config/names.ts';
import type { Pool } from '#shared/domain/bucket.ts';
import type { AllocationChange } from '#shared/domain/findAllocationChanges.ts';
import type { OwnerShare } from '#shared/domain/owner.ts';
import { formatInstant } from '#shared/domain/time.ts';
import { unitsPerVcpu } from '#shared/domain/unit.ts';
import type { OutgoingEvent } from './outgoingEvent.ts';

const time = z.iso.datetime();
const units = z.number().nonnegative();
const label = z.string().optional();

/** The detail of an `AllocationChanged` event. A version stays as it is but for fields that are added. */
export const allocationChanged = z.object({
  version: z.literal(1),
  /** The same for the same fact, however often it is sent. */
  id: z.string().regex(/^[0-9a-f]{64}$/),
  direction: z.enum(['out', 'in']),
  /** Start of the first slot at the new level, and how many seconds the slot is long that it began in. */
  at: time,
  withinSeconds: z.int().positive(),
  endpoint: z.object({ name: z.string(), arn: z.string(), createdAt: time }),
  variant: z.string(),
  instanceType: z.string(),
  component: z.string(),
  unit: z.enum(['accelerator', 'vcpu']),
  from: units,
  to: units,
  /** At the time of the change; `parts` says how several share. One without a team is nobody's. */
  owners: z
    .array(z.object({ team: label, costCentre: label, product: label, parts: z.int().positive() }))
    .min(1),
});

export type AllocationChanged = z.infer<typeof allocationChanged>;

/** What of components is counted in a pool: whole accelerators, or thousandths of vCPUs. */
export type ChangedUnit = AllocationChanged['unit'];

const idOf = (pool: Pool, { component, at, from, to }: AllocationChange): string => {
  const { endpointArn, endpointCreatedAt, variant, instanceType } = pool;
  const fact = [endpointArn, endpointCreatedAt, variant, instanceType, component, at, from, to];
  return hash('sha256', JSON.stringify([tennerEvents.allocationChanged, ...fact]));
};

/** A change of allocation as an event: the same change gives the same id, whoever finds it, and whenever. */
export const toAllocationChanged = (
  pool: Pool,
  change: AllocationChange,
  unit: ChangedUnit,
  owners: readonly OwnerShare[],
): OutgoingEvent<AllocationChanged> => {
  const { endpoint: name, endpointArn: arn, endpointCreatedAt, variant, instanceType } = pool;
  const { component, at, within, from, to } = change;
  const each = unit === 'vcpu' ? unitsPerVcpu : 1;
  return {
    type: tennerEvents.allocationChanged,
    time: at,
    resources: [arn],
    detail: {
      version: 1,
      id: idOf(pool, change),
      direction: to > from ? 'out' : 'in',
      at: formatInstant(at),
      withinSeconds: within,
      endpoint: { name, arn, createdAt: formatInstant(endpointCreatedAt) },
      variant,
      instanceType,
      component,
      unit,
      from: from / each,
      to: to / each,
      owners: owners.map(({ team, costCentre, product, parts }) => ({ team, costCentre, product, parts })),
    },
  };
};
