import type { Instant } from '#shared/domain/time.ts';
import type { TokenCounts } from '#shared/domain/tokens.ts';
import type { AskedMetric, Counts, ReadCounts } from '#shared/metrics/readCounts.ts';

/** CloudWatch metrics of tokens in and out that an application publishes, a component a value of one dimension. */
export type TokenMetric = { namespace: string; in: string; out: string; dimension: string };

const hour = 3_600;
const bucket = 300;

/** All of CloudWatch's tiers divide it: five minutes reach back 63 days. */
const periodOf = (from: Instant, now: Instant): number => (now - from > 60 * 86_400 ? hour : bucket);

const sumOf = (counts: Counts): bigint | undefined =>
  counts && BigInt(Math.round(counts.reduce((sum, count) => sum + count, 0)));

/**
 * Reads the Sum of tokens in [from, to), which lie on edges of buckets (of hours where that is more than sixty days ago). A
 * component without a token, and one that CloudWatch would not give the whole of, is left out: nothing tells none from not
 * published.
 */
export const readMetricTokens = async (
  { namespace, dimension, ...names }: TokenMetric,
  components: readonly string[],
  { from, to, now }: { from: Instant; to: Instant; now: Instant },
  readCounts: ReadCounts,
): Promise<TokenCounts> => {
  const metrics = components.flatMap((component): AskedMetric[] =>
    [names.in, names.out].map((name) => {
      return { namespace, name, dimensions: { [dimension]: component }, statistic: 'Sum' };
    }),
  );
  const answers = await readCounts(metrics, { from, to, period: periodOf(from, now) });
  return new Map(
    components.flatMap((component, index) => {
      const [into, out] = [sumOf(answers[2 * index]), sumOf(answers[2 * index + 1])];
      return into === undefined || out === undefined || into + out === 0n
        ? []
        : [[component, { in: into, out }]];
    }),
  );
};
