import type { Enclosure } from '#cli/ask/enclosure.ts';
import { parseTokenWeights } from '#cli/unitCostView.ts';
import { UsageError } from '#cli/usageError.ts';
import { tokenCostsOperation } from '#shared/api/unitCostsOperations.ts';
import { parseTokenMetric } from './parseTokenMetric.ts';
import type { TokenSource } from './tokenSource.ts';

const asAws =
  'as whom and where AWS is asked AWS_PROFILE, AWS_REGION and AWS_ENDPOINT_URL say, as to any AWS client';

type Given = Readonly<Record<string, string>>;

const parseSource = ({ tokens, 'token-metric': metric, 'token-weights': weights }: Given) => {
  if (tokens !== undefined && metric !== undefined)
    throw new UsageError('--tokens and --token-metric are both given; expected one of them');
  if (tokens !== undefined) return { kind: 'file', file: tokens } satisfies TokenSource;
  if (metric !== undefined) return { kind: 'metric', metric: parseTokenMetric(metric) } satisfies TokenSource;
  if (weights !== undefined)
    throw new UsageError('--token-weights is for --tokens or --token-metric, neither of which is given');
  return undefined;
};

/** The options that give the API tokens, for what a million of them cost. */
export const tokensEnclosure: Enclosure = {
  operation: tokenCostsOperation,
  options: [
    {
      option: 'tokens',
      value: 'FILE',
      description:
        'tokens by component and minute, for what a million of them cost: CSV or .csv.gz with the columns component, minute ' +
        '(2026-05-01T00:05:00Z), in, out, of which rows of one minute add up; a file, or s3://BUCKET/KEY, for which AWS ' +
        `credentials are needed: ${asAws}`,
    },
    {
      option: 'token-metric',
      value: 'METRIC',
      description:
        'tokens from CloudWatch instead: NAMESPACE,IN,OUT,DIMENSION, the names of the metrics of tokens in and out and of the ' +
        'dimension that has the component’s name; likewise with AWS credentials',
    },
    {
      option: 'token-weights',
      value: 'IN:OUT',
      description:
        'what a token in and one out cost beside each other: 1:3 for one that costs three times as much when it is generated ' +
        'as when it is read (default 1:1)',
    },
  ],
  read: async (given, ask) => {
    const source = parseSource(given);
    if (source === undefined) return undefined;
    const { in: into, out } = parseTokenWeights(given['token-weights']);
    // Clients of AWS are loaded where they are needed only.
    const { encloseTokens } = await import('./encloseTokens.ts');
    return encloseTokens(source, { in: Number(into), out: Number(out) }, ask);
  },
};
