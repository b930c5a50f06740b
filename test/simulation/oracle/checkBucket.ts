import type { Bucket } from '#shared/domain/bucket.ts';
import type { ExpectedRates } from '../cloud/agreements.ts';
import type { Ownership } from '../cloud/ownership.ts';
import type { Expected } from './expectWorld.ts';

const unitsPerNanoDollar = 172_800n;

/** What an amount of accelerator-seconds costs, in ledger units. */
export const costOf = (unitSeconds: number, accelerators: number, nanoDollarsPerHour: bigint): bigint =>
  (BigInt(unitSeconds) * nanoDollarsPerHour * unitsPerNanoDollar) / (3_600n * BigInt(accelerators));

const unknownOf = ({ unknown }: Pick<Bucket, 'unknown'>): number =>
  unknown.reduce((sum, { unitSeconds }) => sum + unitSeconds, 0);

/**
 * What is wrong with a bucket at any moment, faults or not: rows that do not add up or are negative, more held by a component
 * than it ever had, more known capacity than there was.
 */
export function* findBreaches(bucket: Bucket, expected: Expected | undefined): Generator<string> {
  const rows = [...bucket.allocated, ...bucket.idle, ...bucket.unknown];
  const sum = rows.reduce((total, { unitSeconds }) => total + unitSeconds, 0);
  if (sum !== bucket.total.unitSeconds) yield `rows add up to ${sum} and not to ${bucket.total.unitSeconds}`;
  if (rows.some(({ unitSeconds, cost }) => unitSeconds < 0 || (cost ?? 0n) < 0n)) yield 'a row is negative';
  const cost = rows.reduce((total, row) => total + (row.cost ?? 0n), 0n);
  if (cost !== (bucket.total.cost ?? 0n)) yield `costs add up to ${cost} and not to ${bucket.total.cost}`;
  for (const { component, unitSeconds } of bucket.allocated) {
    const most = expected?.allocated.get(component) ?? 0;
    if (unitSeconds > most) yield `${component} holds ${unitSeconds}, it never had more than ${most}`;
  }
  const known = bucket.total.unitSeconds - unknownOf(bucket);
  if (known > (expected?.capacity ?? 0))
    yield `${known} of capacity are known, there never was more than ${expected?.capacity ?? 0}`;
}

const heldIn = ({ allocated }: Pick<Bucket, 'allocated'>): Map<string, number> => {
  const held = new Map<string, number>();
  // What was called and held nothing has a row of nothing.
  for (const { component, unitSeconds } of allocated)
    if (unitSeconds > 0) held.set(component, (held.get(component) ?? 0) + unitSeconds);
  return held;
};

/** How a bucket's owners differ from those of the last document that was given. */
export function* findOwnerDifferences(bucket: Bucket | undefined, ownership: Ownership): Generator<string> {
  if (bucket === undefined) return;
  for (const [component, unitSeconds] of heldIn(bucket)) {
    const teams = ownership.expectTeams(bucket.start, unitSeconds);
    if (teams === undefined) continue;
    const is = bucket.allocated.filter((row) => row.component === component && row.unitSeconds > 0);
    const texts = [
      is.map(({ team, unitSeconds: own }) => `${team} ${own}`),
      [...teams].map(([team, own]) => `${team} ${own}`),
    ].map((each) => each.join(', '));
    if (texts[0] !== texts[1]) yield `${component} is of ${texts[0]} instead of ${texts[1]}`;
  }
}

/** Whether CloudWatch had only sums of some samples left when they were read: how long a hole was they tell to a minute or less. */
const isCoarse = ({ samples }: Bucket): boolean =>
  samples.some(({ publishFrequency, instances, holdings }) => {
    const counts = [...instances.values(), ...[...holdings.values()].map((holding) => holding.counts)];
    return counts.some(({ length }) => length < Math.floor(300 / publishFrequency));
  });

const nothing: Expected = { instanceSeconds: 0, capacity: 0, allocated: new Map(), unknown: 0 };

/** How a bucket differs from what it must be in the end; an absent one is one of nothing. */
export function* findDifferences(
  bucket: Bucket | undefined,
  expected: Expected = nothing,
  price?: { rates: ExpectedRates; accelerators: number },
): Generator<string> {
  const { capacity, allocated, unknown, instanceSeconds } = expected;
  if (bucket === undefined) {
    if (capacity > 0) yield `is missing: ${capacity} of capacity`;
    return;
  }
  const compare = function* (name: string, is: number, shouldBe: number): Generator<string> {
    if (is !== shouldBe) yield `${name} ${is} instead of ${shouldBe}`;
  };
  // A thin read of what is read in sums may count more held than there is, until a fuller one.
  if (bucket.overcounted) yield 'is overcounted';
  yield* compare('instance-seconds', bucket.instanceSeconds, instanceSeconds);
  yield* compare('capacity', bucket.total.unitSeconds, capacity);
  const held = heldIn(bucket);
  for (const component of new Set([...held.keys(), ...allocated.keys()]))
    yield* compare(component, held.get(component) ?? 0, allocated.get(component) ?? 0);
  const reasons = bucket.unknown.map(({ reason }) => reason).join('+');
  const isLess = isCoarse(bucket) && unknownOf(bucket) < unknown;
  if (!isLess) yield* compare(`unknown${reasons && ` (${reasons})`}`, unknownOf(bucket), unknown);
  if (price === undefined) return;
  const { cost: paid, charge } = price.rates;
  if (bucket.chargeRate?.perInstanceHour !== charge)
    yield `${bucket.chargeRate?.perInstanceHour} are charged instead of ${charge}`;
  for (const row of [...bucket.allocated, ...bucket.idle, ...bucket.unknown, bucket.total]) {
    const cost = costOf(row.unitSeconds, price.accelerators, paid);
    if (row.cost !== cost) yield `${row.unitSeconds} cost ${row.cost} instead of ${cost}`;
  }
}
