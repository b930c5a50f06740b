import { UsageError } from '#cli/usageError.ts';
import type { TokenMetric } from '#shared/tokens/readMetricTokens.ts';

/** Reads `NAMESPACE,IN,OUT,DIMENSION`. @throws UsageError when it is none. */
export const parseTokenMetric = (text: string): TokenMetric => {
  const parts = text.split(',').map((part) => part.trim());
  const [namespace, into, out, dimension] = parts;
  if (parts.length === 4 && namespace && into && out && dimension)
    return { namespace, in: into, out, dimension };
  throw new UsageError(
    `--token-metric is "${text}"; expected NAMESPACE,IN,OUT,DIMENSION such as Chat/Tokens,PromptTokens,CompletionTokens,Component`,
  );
};
