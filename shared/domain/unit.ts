/**
 * What a pool is divided in: accelerators; vCPUs where there are none; whole instances where there are no vCPUs known, or no
 * components to divide them among.
 */
export const unitKinds = ['accelerator', 'vcpu', 'instance'] as const;
export type UnitKind = (typeof unitKinds)[number];

/** A pool's unit, and how many of it an instance has; vCPUs in thousandths, because a copy may reserve a part of one. */
export type Unit = { kind: UnitKind; perInstance: number };

/** Thousandths of a vCPU in one. */
export const unitsPerVcpu = 1_000;
