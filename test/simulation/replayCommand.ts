/** The command that plays one seed again, the same in every step. */
export const replayCommand = (seed: number, overHttp = false): string =>
  `npm run simulate -- --seed ${seed}${overHttp ? ' --over-http' : ''}`;
