import type { Weather } from './faults/faultPlan.ts';

/** How a seed is played. */
export type Playing = {
  overHttp?: boolean | undefined;
  weather?: Weather | undefined;
  budgets?: 'some' | 'all' | 'none' | undefined;
};

/** The command that plays one seed again, the same in every step. */
export const replayCommand = (seed: number, { overHttp, weather, budgets }: Playing = {}): string =>
  `npm run simulate -- --seed ${seed}${weather === 'rough' ? ' --rough' : ''}${overHttp ? ' --over-http' : ''}${budgets === 'all' ? ' --budgets' : ''}`;
