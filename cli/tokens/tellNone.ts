import type { TokenSource } from './tokenSource.ts';

/** That there are no tokens where they are looked for: a name may be wrong, and nothing else would say so. */
export const tellNone = (source: TokenSource): string => {
  if (source.kind === 'file') return `there are no tokens in ${source.file}`;
  const { namespace, in: into, out, dimension } = source.metric;
  return `there are no tokens: CloudWatch has no sums of ${into} and ${out} in ${namespace}, by ${dimension}, in the time asked for`;
};
