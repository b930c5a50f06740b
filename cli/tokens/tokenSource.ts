import type { TokenMetric } from '#shared/tokens/readMetricTokens.ts';

/** Where token counts come from: a file here or in S3, or metrics in CloudWatch. */
export type TokenSource = { kind: 'file'; file: string } | { kind: 'metric'; metric: TokenMetric };
