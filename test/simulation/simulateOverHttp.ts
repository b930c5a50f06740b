import type { Outcome } from './summary.ts';
export const simulateOverHttp = async (seed: number): Promise<Outcome> => ({
  seed,
  runs: 0,
  hours: 0,
  buckets: 0,
  faults: new Map(),
  failures: ['not there yet'],
});
