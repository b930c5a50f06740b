import { replayCommand } from './replayCommand.ts';
import type { SimulationReport } from './simulate.ts';

/** What was wrong with a seed, and how to see it again. */
export const describeFailure = (
  { seed, failures }: Pick<SimulationReport, 'seed' | 'failures'>,
  { overHttp = false, lines = 8 } = {},
): string => {
  const rest = failures.length - lines;
  const shown = failures.slice(0, lines).map((failure) => `  ${failure}`);
  return [
    `seed ${seed} fails; play it again with: ${replayCommand(seed, overHttp)}`,
    ...shown,
    ...(rest > 0 ? [`  … and ${rest} more`] : []),
  ].join('\n');
};
