import type { AllocatedRow, Bucket, IdleRow, UnknownRow } from './bucket.ts';
import type { IdleReason } from './idleReason.ts';
import { sumOf } from './sumOf.ts';
import type { UnknownReason } from './unknownReason.ts';
import { type BucketWeights, nowhere } from './weighBucket.ts';
import type { PlaceWeight } from './weighInstance.ts';

export type BucketRow = AllocatedRow | IdleRow | UnknownRow;

/** Rows that lie in the same places, and the weights by which they do. */
export type Family = { rows: readonly BucketRow[]; weights: readonly PlaceWeight[] };

const storedIn = ({ rows }: Family): number => sumOf(rows.map(({ unitSeconds }) => unitSeconds));
const shownBy = (weights: readonly PlaceWeight[]): number =>
  sumOf(weights.map(({ unitSeconds }) => unitSeconds));

const scale = (weights: readonly PlaceWeight[], share: number): PlaceWeight[] =>
  weights.map(({ unitSeconds, steps, ...rest }) => ({
    ...rest,
    unitSeconds: Math.round(unitSeconds * share),
    steps: steps.map((own) => Math.round(own * share)),
  }));

/** What samples show of some families beyond what is stored of them. */
const findSurplus = (families: readonly Family[]): PlaceWeight[] =>
  families.flatMap((family) => {
    const [stored, shown] = [storedIn(family), shownBy(family.weights)];
    return shown > stored ? scale(family.weights, 1 - stored / shown) : [];
  });

/** Gives what is stored beyond what samples show as much of a surplus, and what is still left no place. */
const fill = (family: Family, surplus: readonly PlaceWeight[]): Family => {
  const lacking = storedIn(family) - shownBy(family.weights);
  const spare = shownBy(surplus);
  const lent = Math.max(0, Math.min(spare, lacking));
  const borrowed = lent === 0 ? [] : scale(surplus, lent / spare);
  const placed = [...family.weights, ...borrowed];
  const unitSeconds = shownBy(placed) === 0 ? 1 : lacking - lent;
  if (unitSeconds <= 0) return { ...family, weights: placed };
  return { ...family, weights: [...placed, { place: nowhere, unitSeconds, usage: undefined, steps: [] }] };
};

/** Pairs rows and weights by key; @param alike keys that may stand in for each other. */
const pair = <Key>(
  rows: ReadonlyMap<Key, readonly BucketRow[]>,
  weights: ReadonlyMap<Key, readonly PlaceWeight[]>,
  alike: readonly (readonly Key[])[] = [],
): Family[] => {
  const family = (key: Key): Family => ({ rows: rows.get(key) ?? [], weights: weights.get(key) ?? [] });
  return [...rows.keys()].map((key) => {
    const like = alike.find((keys) => keys.includes(key)) ?? [];
    return fill(family(key), findSurplus(like.map(family)));
  });
};

/** Beside copies, and without any: which of them it is changes with what is known by then. */
const alikeWhenIdle: readonly (readonly IdleReason[])[] = [
  ['unplaced', 'stranded'],
  ['empty', 'starting', 'deploying'],
];

/** Inside a life, likewise. */
const alikeWhenMissing: readonly (readonly UnknownReason[])[] = [['hole', 'unread', 'silent']];

/**
 * A bucket's rows with what divides them: a component's, with its adapters', by its copies; what is idle or missing by its reason,
 * and where that is another today, by what else is idle or missing alike. What is more than the samples show has no place.
 */
export const gatherFamilies = ({ allocated, idle, unknown }: Bucket, weights: BucketWeights): Family[] => {
  const byComponent = Map.groupBy(allocated, ({ component, shared }) => shared?.base ?? component);
  const byIdle = Map.groupBy(idle, ({ reason }) => reason);
  const byUnknown = Map.groupBy(unknown, ({ reason }) => reason);
  return [
    ...pair(byComponent, weights.held),
    ...pair(byIdle, weights.idle, alikeWhenIdle),
    ...pair(byUnknown, weights.unknown, alikeWhenMissing),
  ];
};
