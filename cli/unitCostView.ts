import { equalTokenWeights, type TokenWeights } from '#shared/domain/tokens.ts';
import { UsageError } from './usageError.ts';

/** Whether unit costs are shown, and by which tokens. */
export type UnitCostView = { tokensFile: string | undefined; tokenWeights: TokenWeights };

/** The options that ask for unit costs. */
export const unitCostOptions = {
  'unit-cost': { type: 'boolean', default: false },
  tokens: { type: 'string' },
  'token-weights': { type: 'string' },
} as const;

export const unitCostHelp = `\
  --unit-cost                  show what 1,000 invocations, a copy-hour, a GPU-hour and a million tokens cost, too
  --tokens FILE                tokens by component and minute, for --unit-cost: CSV or .csv.gz, also s3://BUCKET/KEY, with the
                               columns component, minute (2026-05-01T00:05:00Z), in, out; rows of one minute add up
  --token-weights IN:OUT       what a token in and one out cost beside each other (default 1:1): 1:3 for one that costs three
                               times as much when it is generated as when it is read`;

type Given = {
  'unit-cost': boolean;
  tokens?: string | undefined;
  'token-weights'?: string | undefined;
};

const parseWeights = (text: string): TokenWeights => {
  const [, into, out] = /^([1-9]\d{0,5}):([1-9]\d{0,5})$/.exec(text) ?? [];
  if (into !== undefined && out !== undefined) return { in: BigInt(into), out: BigInt(out) };
  throw new UsageError(`--token-weights is "${text}"; expected two whole numbers such as 1:3`);
};

/** Reads the weights of a token in and one out; equal unless they are given. @throws UsageError */
export const parseTokenWeights = (text: string | undefined): TokenWeights =>
  text === undefined ? equalTokenWeights : parseWeights(text);

/** @throws UsageError naming the option that is wrong. */
export const parseUnitCost = (given: Given): UnitCostView | undefined => {
  const { tokens, 'token-weights': weights } = given;
  if (!given['unit-cost']) {
    if (tokens !== undefined) throw new UsageError('--tokens is for --unit-cost, which is not given');
    if (weights !== undefined) throw new UsageError('--token-weights is for --unit-cost, which is not given');
    return undefined;
  }
  if (weights !== undefined && tokens === undefined)
    throw new UsageError('--token-weights is for --tokens, which is not given');
  return {
    tokensFile: tokens,
    tokenWeights: parseTokenWeights(weights),
  };
};
