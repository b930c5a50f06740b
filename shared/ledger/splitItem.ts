import * as z from 'zod';
import type { Amount } from '#shared/domain/amount.ts';
import { type AllocatedRow, type BucketRate, findImbalance, type Split } from '#shared/domain/bucket.ts';
import { BrokenDataError } from '#shared/domain/errors.ts';
import { idleReasons } from '#shared/domain/idleReason.ts';
import { money, rate } from '#shared/domain/money.ts';
import { repriceSplit } from '#shared/domain/repriceSplit.ts';
import { type Shared, sharings } from '#shared/domain/sharing.ts';
import type { Traffic } from '#shared/domain/traffic.ts';
import { type Unit, unitKinds } from '#shared/domain/unit.ts';
import { unknownReasons } from '#shared/domain/unknownReason.ts';
import type { Usage } from '#shared/domain/usage.ts';

/** Money in the table: ledger units as an integer string, because a DynamoDB number comes back as a float. */
const cost = z
  .string()
  .regex(/^-?\d+$/)
  .transform((units) => money(BigInt(units)))
  .optional();
const unitSeconds = z.int().nonnegative();
/** Nano-dollars an instance-hour. */
const nanoDollars = z
  .string()
  .regex(/^\d+$/)
  .transform((text) => rate(BigInt(text)));
const count = z.int().nonnegative();
const label = z.string().nullable();
/** Thousandths of accelerator-seconds used, and where there are any the accelerator-seconds of which that is not known. */
const usage = z.union([z.int().nonnegative(), z.tuple([z.int().nonnegative(), z.int().positive()])]);

/**
 * A split as it stands in items, in a bucket as in every roll-up. Rows are lists, because DynamoDB bills names with
 * every item: an amount is [accelerator-seconds, cost], the cost left out where no price is known, and of rows where each is
 * what its unit-seconds × the price give, as it is but for sums of what had to be rounded.
 */
export const splitFields = {
  /** An instance's accelerators, or [unit, how many of it an instance has]. */
  unit: z.union([z.int().positive(), z.tuple([z.enum(unitKinds), z.int().positive()])]).optional(),
  instanceSeconds: z.int().nonnegative(),
  rate: z
    .object({ perInstanceHour: nanoDollars, source: z.string(), revision: z.int().nonnegative() })
    .optional(),
  /** There only when it is not the cost rate: [nano-dollars, source], or null when none is known. */
  chargeRate: z.tuple([nanoDollars, z.string()]).nullish(),
  total: z.tuple([unitSeconds, cost]),
  /** [component, model, team, cost centre, product, used, accelerator-seconds, cost] */
  allocated: z.array(z.tuple([z.string(), label, label, label, label, usage, unitSeconds, cost])),
  /**
   * Of each allocated row: its invocations; null where none are known, [invocations, unit-seconds of which they are not] where
   * some are. There only when any are known.
   */
  invocations: z.array(z.union([count, z.null(), z.tuple([count, z.int().positive()])])).optional(),
  /** [row, base, how] of each allocated row that is shared from a base's copies. There only when there are any. */
  shared: z.array(z.tuple([count, z.string(), z.enum(sharings)])).default([]),
  /** Either there only when the default does not hold. */
  ownersVersion: z.int().positive().default(0),
  ratesVersion: z.int().positive().default(0),
  /** [reason, blocker, accelerator-seconds, cost] */
  idle: z.array(z.tuple([z.enum(idleReasons), z.int().positive().nullable(), unitSeconds, cost])),
  /** [reason, accelerator-seconds, cost] */
  unknown: z.array(z.tuple([z.enum(unknownReasons), unitSeconds, cost])).default([]),
  /** There only when it is so. */
  overcounted: z.literal(true).optional(),
};
const splitSchema = z.object(splitFields);

type AmountItem = [number, string?];
const amountItem = (amount: Amount): AmountItem =>
  amount.cost === undefined ? [amount.unitSeconds] : [amount.unitSeconds, amount.cost.toString()];

const packUnit = ({ kind, perInstance }: Unit): z.input<typeof splitFields.unit> =>
  kind === 'accelerator' ? perInstance : [kind, perInstance];

const packChargeRate = ({
  rate: cost,
  chargeRate: charge,
}: Split): { chargeRate?: [string, string] | null } => {
  if (charge === undefined) return cost === undefined ? {} : { chargeRate: null };
  if (charge.perInstanceHour === cost?.perInstanceHour && charge.source === cost.source) return {};
  return { chargeRate: [charge.perInstanceHour.toString(), charge.source] };
};

type TrafficItem = NonNullable<z.infer<typeof splitSchema>['invocations']>[number];

const trafficItem = ({ invocations, uncounted, unitSeconds }: AllocatedRow): TrafficItem => {
  if (uncounted === 0) return invocations;
  return uncounted === unitSeconds && invocations === 0 ? null : [invocations, uncounted];
};

const packTraffic = (rows: readonly AllocatedRow[]) => {
  const invocations = rows.map(trafficItem);
  return invocations.every((each) => each === null) ? {} : { invocations };
};

const packShared = (rows: readonly AllocatedRow[]) => {
  const shared = rows.flatMap((row, index) => (row.shared ? [[index, row.shared.base, row.shared.by]] : []));
  return shared.length === 0 ? {} : { shared };
};

/** @throws BrokenDataError naming `where` when the split does not balance. */
const refuseImbalance = (split: Split, where: string): void => {
  const imbalance = findImbalance(split);
  if (imbalance !== undefined) throw new BrokenDataError('ledger.imbalance', `${where}: ${imbalance}`);
};

const rowsOf = ({ idle, allocated, unknown }: Split): Amount[] => [...idle, ...allocated, ...unknown];

/** Whether each row costs what its unit-seconds × the price give: then that need not be stored. */
const isAsPriced = (split: Split): boolean => {
  if (split.rate === undefined || split.total.cost === undefined) return false;
  const priced = rowsOf(repriceSplit(split, split.rate));
  return rowsOf(split).every(({ cost }, index) => cost === priced[index]?.cost);
};

/** @param where the item's key. @throws BrokenDataError naming it when the split does not balance. */
export const toSplitItem = (split: Split, where: string) => {
  refuseImbalance(split, where);
  const { unit, rate: price } = split;
  const isPriced = isAsPriced(split);
  const rowAmount = ({ unitSeconds: seconds, cost: units }: Amount): AmountItem =>
    amountItem({ unitSeconds: seconds, cost: isPriced ? undefined : units });
  return {
    ...(unit === undefined ? {} : { unit: packUnit(unit) }),
    instanceSeconds: split.instanceSeconds,
    ...(price === undefined ? {} : { rate: { ...price, perInstanceHour: price.perInstanceHour.toString() } }),
    ...packChargeRate(split),
    total: amountItem(split.total),
    allocated: split.allocated.map((row) => [
      row.component,
      row.model ?? null,
      row.team ?? null,
      row.costCentre ?? null,
      row.product ?? null,
      row.unmeasured === 0 ? row.used : [row.used, row.unmeasured],
      ...rowAmount(row),
    ]),
    ...packTraffic(split.allocated),
    ...packShared(split.allocated),
    ...(split.ownersVersion === 0 ? {} : { ownersVersion: split.ownersVersion }),
    ...(split.ratesVersion === 0 ? {} : { ratesVersion: split.ratesVersion }),
    idle: split.idle.map((row) => [row.reason, row.blocker ?? null, ...rowAmount(row)]),
    ...(split.unknown.length === 0
      ? {}
      : { unknown: split.unknown.map((row) => [row.reason, ...rowAmount(row)]) }),
    ...(split.overcounted ? { overcounted: true } : {}),
  };
};

/** Whether the rows' costs were left out. */
const isLeftToPrice = (split: Split): boolean =>
  split.rate !== undefined &&
  split.total.cost !== undefined &&
  rowsOf(split).every(({ cost: units }) => units === undefined);

const unpackUnit = (packed: z.infer<typeof splitFields.unit>): Unit | undefined => {
  if (packed === undefined) return undefined;
  const [kind, perInstance] = typeof packed === 'number' ? (['accelerator', packed] as const) : packed;
  return { kind, perInstance };
};

const unpackChargeRate = ({
  rate: cost,
  chargeRate,
}: Pick<z.infer<typeof splitSchema>, 'rate' | 'chargeRate'>): BucketRate | undefined => {
  if (chargeRate === undefined) return cost;
  if (chargeRate === null) return undefined;
  const [perInstanceHour, source] = chargeRate;
  return { perInstanceHour, source, revision: cost?.revision ?? 0 };
};

const amountOf = ([seconds, units]: z.infer<typeof splitFields.total>): Amount => ({
  unitSeconds: seconds,
  cost: units,
});

const usageOf = (item: z.infer<typeof usage>): Usage => {
  const [used, unmeasured] = typeof item === 'number' ? [item, 0] : item;
  return { used, unmeasured };
};

const trafficOf = (item: TrafficItem | undefined, unitSeconds: number): Traffic => {
  if (typeof item === 'number') return { invocations: item, uncounted: 0 };
  const [invocations, uncounted] = item ?? [0, unitSeconds];
  return { invocations, uncounted };
};

/** @param where the item's key. @throws BrokenDataError naming it when the split does not balance. */
export const fromSplitItem = (fields: z.infer<typeof splitSchema>, where: string): Split => {
  const shared = new Map(fields.shared.map(([row, base, by]): [number, Shared] => [row, { base, by }]));
  const split: Split = {
    unit: unpackUnit(fields.unit),
    instanceSeconds: fields.instanceSeconds,
    rate: fields.rate,
    chargeRate: unpackChargeRate(fields),
    ratesVersion: fields.ratesVersion,
    total: amountOf(fields.total),
    allocated: fields.allocated.map(
      ([component, model, team, costCentre, product, used, ...amount], index) => ({
        component,
        model: model ?? undefined,
        team: team ?? undefined,
        costCentre: costCentre ?? undefined,
        product: product ?? undefined,
        shared: shared.get(index),
        ...usageOf(used),
        ...trafficOf(fields.invocations?.[index], amount[0]),
        ...amountOf(amount),
      }),
    ),
    ownersVersion: fields.ownersVersion,
    idle: fields.idle.map(([reason, blocker, ...amount]) => {
      return { reason, blocker: blocker ?? undefined, ...amountOf(amount) };
    }),
    unknown: fields.unknown.map(([reason, ...amount]) => ({ reason, ...amountOf(amount) })),
    overcounted: fields.overcounted === true,
  };
  const full = isLeftToPrice(split) ? { ...repriceSplit(split, split.rate), total: split.total } : split;
  refuseImbalance(full, where);
  return full;
};
