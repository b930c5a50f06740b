import { rate } from '#shared/domain/money.ts';
import type { Watch, WatchKind } from './watch.ts';

const common = { recipients: undefined, isArchived: false } as const;
const everywhere = { endpoint: undefined };
const dollar = 1_000_000_000n;

/**
 * What is watched of a kind of which a document says nothing. There is none for free accelerators: how many to keep free is a
 * choice; nor for the spend of components, whose anomalies are their teams'.
 */
export const defaultWatches: readonly Watch[] = [
  {
    kind: 'spend',
    name: 'team spend',
    of: 'team',
    match: { ...everywhere, component: undefined, team: undefined },
    percentAbove: 50,
    aboveBy: rate(10n * dollar),
    lasting: 3_600,
    ...common,
  },
  {
    kind: 'idle',
    name: 'idle capacity',
    match: everywhere,
    above: rate(20n * dollar),
    lasting: 7_200,
    ...common,
  },
  { kind: 'deployment', name: 'long deployment', match: everywhere, lasting: 7_200, ...common },
  {
    kind: 'collection',
    name: 'collection',
    match: everywhere,
    lag: 1_800,
    completenessBelow: 0.9,
    lasting: 900,
    ...common,
  },
];

/** Whether a document has its say on a kind. An archived watch does, but alerts that are blind are told of in any case. */
const isSaid = (given: readonly Watch[], kind: WatchKind): boolean =>
  given.some((watch) => watch.kind === kind && (kind !== 'collection' || !watch.isArchived));

/** The watches of a document that are not archived, and the defaults of the kinds that it does not name. */
export const watchesInForce = (given: readonly Watch[]): Watch[] => [
  ...given.filter(({ isArchived }) => !isArchived),
  ...defaultWatches.filter(({ kind }) => !isSaid(given, kind)),
];
