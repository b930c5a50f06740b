import type { Outcome } from './invocation.ts';

/** Told of each run of a function and how it ended. */
export type OnRun = (
  name: 'collect' | 'snapshot' | 'sweep' | 'budget',
  outcome: Outcome,
  error: unknown,
) => void;
