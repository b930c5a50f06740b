import type { World } from '#local/fleet/world.ts';
import type { Agreements } from '../cloud/agreements.ts';
import type { Ownership } from '../cloud/ownership.ts';
import type { Prices } from '../cloud/prices.ts';
import { costOf } from './checkBucket.ts';
import type { Expected, ExpectedPool } from './expectWorld.ts';

/** What spend is asked of, by the labels of a budget's scope. */
export type Scope = Readonly<Record<string, string>>;

export type SpendWorld = {
  world: World;
  expected: ReadonlyMap<string, ExpectedPool>;
  prices: Pick<Prices, 'stepsOf'>;
  ownership: Ownership;
  agreements: Agreements;
};

const bucketSeconds = 300;

export type BoundQuestion = { scope: Scope; rate: 'cost' | 'charge'; idle: 'separate' | 'shared' };

const versions = (last: number): number[] => Array.from({ length: last + 1 }, (_, version) => version);

const most = (amounts: readonly bigint[]): bigint => amounts.reduce((a, b) => (b > a ? b : a), 0n);

/** Labels that nobody has who holds nothing. */
const holders = ['team', 'component', 'model', 'tag:Team'];

/** Whether a scope is of what is held alone. */
export const isHeld = (scope: Scope): boolean => holders.some((label) => label in scope);

/** The accelerator-seconds of a scope in a bucket of a pool, at the most by any document of owners that there was. */
const secondsIn = (
  { endpoint, instanceType }: ExpectedPool,
  [start, { capacity, allocated }]: [number, Expected],
  { scope, idle }: BoundQuestion,
  { world, ownership }: SpendWorld,
  ownersVersion: number,
): number => {
  if ((scope.endpoint ?? endpoint) !== endpoint || (scope.instanceType ?? instanceType) !== instanceType)
    return 0;
  if (!isHeld(scope)) return capacity;
  // Whose the endpoint is bears what is idle on it.
  if (idle === 'shared' && Object.keys(scope).every((label) => label === 'team' || !holders.includes(label)))
    return capacity;
  const tagged = (component: string): Set<string | undefined> =>
    new Set(world.components.filter((each) => each.component === component).map(({ team }) => team));
  const shareOf = (component: string, seconds: number): number => {
    if ((scope.component ?? component) !== component) return 0;
    if ((scope.model ?? `${component}-model`) !== `${component}-model`) return 0;
    const tag = scope['tag:Team'];
    if (tag !== undefined && !tagged(component).has(tag)) return 0;
    const { team } = scope;
    if (team === undefined) return seconds;
    return Math.max(
      ...versions(ownersVersion).map((version) => {
        const teams = ownership.expectTeams(start, seconds, version);
        if (teams === undefined) return tagged(component).has(team) ? seconds : 0;
        // Thirds may be rounded either way.
        return (teams.get(team) ?? 0) > 0 ? Math.min(seconds, (teams.get(team) ?? 0) + 1) : 0;
      }),
    );
  };
  return [...allocated].reduce((sum, [component, seconds]) => sum + shareOf(component, seconds), 0);
};

/**
 * The most that a scope can be known to have spent in a range by a time (ledger units): each bucket by those of the owners, rates
 * and prices of until then that make most of it. No figure that was read by then is more.
 */
export const boundSpend = (
  given: SpendWorld,
  question: BoundQuestion,
  { from, to }: { from: number; to: number },
  time: number,
): bigint => {
  const ownersVersion = given.ownership.inForce(time).version;
  const ratesVersion = given.agreements.inForce(time).version;
  let sum = 0n;
  for (const pool of given.expected.values()) {
    const component = pool.isAsync ? 'AsyncInf' : 'Hosting';
    const steps = given.prices.stepsOf({ instanceType: pool.instanceType, component });
    const listed = steps.filter(({ listedAt }) => listedAt <= time);
    for (let start = Math.floor(from / bucketSeconds) * bucketSeconds; start < to; start += bucketSeconds) {
      const bucket = pool.buckets.get(start);
      if (bucket === undefined) continue;
      const seconds = secondsIn(pool, [start, bucket], question, given, ownersVersion);
      if (seconds === 0) continue;
      const rates = listed.flatMap(({ nanoDollarsPerHour }) =>
        versions(ratesVersion).map(
          (version) => given.agreements.expectRates(start, nanoDollarsPerHour, version)[question.rate],
        ),
      );
      sum += costOf(seconds, pool.accelerators, most(rates));
    }
  }
  return sum;
};
