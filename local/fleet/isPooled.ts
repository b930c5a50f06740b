import type { Deployment } from './deployment.ts';

/** Whether a variant has instance pools: its configuration names several types, whether or not instances of each run. */
export const isPooled = ({ variants }: Deployment, name: string): boolean =>
  variants.some(({ variant, instanceTypes }) => variant === name && instanceTypes.length > 1);
