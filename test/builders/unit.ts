import type { Unit } from '#shared/domain/unit.ts';

/** A pool of so many accelerators an instance. */
export const gpus = (perInstance: number): Unit => ({ kind: 'accelerator', perInstance });
