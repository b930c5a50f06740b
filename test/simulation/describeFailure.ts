import { type Playing, replayCommand } from './replayCommand.ts';
import type { SimulationReport } from './simulate.ts';

/** What was wrong with a seed, and how to see it again. */
export const describeFailure = (
  { seed, failures }: Pick<SimulationReport, 'seed' | 'failures'>,
  { lines = 8, ...playing }: Playing & { lines?: number } = {},
): string => {
  const rest = failures.length - lines;
  const shown = failures.slice(0, lines).map((failure) => `  ${failure}`);
  return [
    `seed ${seed} fails; play it again with: ${replayCommand(seed, playing)}`,
    ...shown,
    ...(rest > 0 ? [`  … and ${rest} more`] : []),
  ].join('\n');
};
