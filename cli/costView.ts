import { type Aggregate, aggregates } from '#shared/domain/aggregate.ts';
import { type CostBasis, costBases } from '#shared/domain/costBasis.ts';
import { type RateKind, rateKinds } from '#shared/domain/rateKind.ts';
import { type IdlePolicy, idleScopes } from '#shared/domain/shareIdle.ts';
import { parseChoice } from './parseOptions.ts';
import { UsageError } from './usageError.ts';

/** How costs are shown. */
export type CostView = {
  /** At least one. */
  aggregate: readonly Aggregate[];
  costBasis: CostBasis;
  rate: RateKind;
  idle: IdlePolicy;
};

/** The options that say how costs are shown. */
export const viewOptions = {
  aggregate: { type: 'string' },
  'cost-basis': { type: 'string', default: 'allocation' },
  rate: { type: 'string', default: 'cost' },
  idle: { type: 'string', default: 'separate' },
  'idle-over': { type: 'string', default: 'endpoint' },
} as const;

export const viewHelp = `\
  --aggregate LABELS           add up by team, costCentre, product, model, endpoint or component, or several of
                               them (default team,model)
  --cost-basis BASIS           allocation: what is held (default); usage: what of it is used (GPU-seconds × utilisation) and
                               what is waste; both come to the same total
  --rate RATE                  cost: what is paid (default); charge: what teams are charged, and as a row of its own the
                               variance between the two; both come to the same total
  --idle POLICY                separate: idle GPUs by themselves, and why (default); share: borne by whoever holds GPUs, in
                               proportion to GPU-seconds; even: in equal parts; search=3,ads=1: by weights of the first label
  --idle-over SCOPE            endpoint: idle GPUs are shared on their own endpoint (default); all: over all`;

type Given = {
  aggregate?: string | undefined;
  'cost-basis': string;
  rate: string;
  idle: string;
  'idle-over': string;
};

const parseAggregate = (text: string): Aggregate[] => {
  const labels = text.split(',').map((label) => parseChoice('aggregate', label, aggregates));
  if (new Set(labels).size === labels.length) return labels;
  throw new UsageError(`--aggregate is "${text}"; expected each label once`);
};

/** `search=3,ads=1` */
const parseWeights = (text: string): Map<string, bigint> => {
  const weights = text.split(',').map((part): [string, bigint] => {
    const [, label, weight] = /^(.+)=(\d{1,9})$/.exec(part) ?? [];
    if (label !== undefined && weight !== undefined) return [label, BigInt(weight)];
    throw new UsageError(
      `--idle is "${text}"; expected separate, share, even or weights such as search=3,ads=1`,
    );
  });
  return new Map(weights);
};

const parseIdle = (text: string, scope: string, aggregate: readonly Aggregate[]): IdlePolicy => {
  const over = parseChoice('idle-over', scope, idleScopes);
  if (text === 'separate') return { kind: text };
  if (text === 'share') return { kind: text, over };
  if (text === 'even') return { kind: text, over, among: aggregate };
  const [first = 'team'] = aggregate;
  return { kind: 'weights', over, of: first, weights: parseWeights(text) };
};

/**
 * Reads how costs are to be shown.
 * @param whole what they are added up by when nothing is asked for.
 * @throws UsageError naming the option that is wrong.
 */
export const parseView = (given: Given, whole: readonly Aggregate[]): CostView => {
  const aggregate = given.aggregate === undefined ? whole : parseAggregate(given.aggregate);
  return {
    aggregate,
    costBasis: parseChoice('cost-basis', given['cost-basis'], costBases),
    rate: parseChoice('rate', given.rate, rateKinds),
    idle: parseIdle(given.idle, given['idle-over'], aggregate),
  };
};
