import type { Capacity, ExplainedChild } from '#shared/api/explainedChild.ts';
import { addLineAmounts, type LineAmount, toLineAmount } from '#shared/domain/aggregateCosts.ts';
import { unitCount } from '#shared/domain/amountText.ts';
import type { Pool } from '#shared/domain/bucket.ts';
import { compareKeys, type OrderKey } from '#shared/domain/compareKeys.ts';
import { rowOrder } from '#shared/domain/costRow.ts';
import type { BucketSeries } from '#shared/domain/explainSeries.ts';
import { zeroMoney } from '#shared/domain/money.ts';
import { seriesText, unknownText, utilisationOf } from '#shared/domain/seriesText.ts';
import { slotStart } from '#shared/domain/slots.ts';
import { formatInstant } from '#shared/domain/time.ts';
import type { UnitKind } from '#shared/domain/unit.ts';
import { unknownReasons } from '#shared/domain/unknownReason.ts';
import type { ChildFigure } from '#shared/explain/gatherChildren.ts';
import type { Shown, SlotCapacity, SlotPart } from '#shared/explain/readSlots.ts';
import type { TracedRow } from '#shared/explain/settleSegment.ts';
import { type PlacedChild, toChildAmounts, toChildFacts } from './toChildren.ts';

const nothing: LineAmount = { gpuSeconds: 0, vcpuSeconds: 0, cost: zeroMoney };

/** What a part comes to: of what has no price only its seconds. */
const amountsOf = ({ row: { unit }, part: { own, idle } }: SlotPart) => {
  const held = toLineAmount(unit, own);
  if (own.cost === undefined)
    return { amount: nothing, borne: nothing, unpriced: { ...held, cost: zeroMoney } };
  const borne = toLineAmount(unit, idle);
  return { amount: addLineAmounts(held, borne), borne, unpriced: nothing };
};

const toSeriesFields = (
  { endpoint, variant, instanceType }: Pool,
  { instance, kind, slots, counts, seen, expected, missing, units, unitSeconds }: BucketSeries,
  unit: UnitKind,
) => ({
  endpoint,
  variant,
  instanceType,
  instance,
  kind,
  publishSeconds: slots.frequency,
  slotSeconds: slots.step,
  firstSlot: formatInstant(slotStart(slots, 0)),
  counts: [...counts],
  seen,
  expected,
  missing: missing.map(({ from, to, samples }) => {
    return { from: formatInstant(from), to: formatInstant(to), samples };
  }),
  unitsPerSample: unitCount(unit, units),
  unitSeconds: unitCount(unit, unitSeconds),
});

/** Why no series is told. */
const whyNone = (why: 'not held' | 'beyond samples' | 'shared', { kind, reason }: TracedRow): string => {
  if (why === 'shared')
    return 'on copies that others have a part of: their samples are told to finance, and to whoever has all of them';
  if (why === 'beyond samples') return 'no sample shows it: it is known from what SageMaker described';
  const unknown = unknownReasons.find((each) => each === reason);
  if (unknown !== undefined) return `capacity of which nobody knows who held it: ${unknownText[unknown]}`;
  return kind === 'variance' ? 'what is paid beyond what is charged' : 'capacity that nobody held';
};

/** What a child is of: a series of samples, or a row of which none is told. */
const toShown = (shown: Shown, { row, pool, part }: SlotPart): Partial<ExplainedChild> => {
  const { kind, reason, component, unit } = row;
  if (shown.by === 'nothing') {
    const why = reason === undefined ? {} : { reason };
    return { kind, ...why, component: component ?? null, text: whyNone(shown.why, row) };
  }
  const { series } = shown;
  return {
    series: {
      ...toSeriesFields(pool, series, unit),
      component: series.holding?.component ?? null,
      container: series.holding?.container ?? null,
      accelerator: series.holding?.accelerator ?? null,
      utilisation: utilisationOf(series) ?? null,
      utilisationSamples: series.load?.samples ?? 0,
    },
    text: seriesText(series, unit, part.own.unitSeconds),
  };
};

/** Where a bucket of a pool stands. */
const bucketPlace = ({ child, pool }: Pick<SlotPart, 'child' | 'pool'>): OrderKey => [
  child,
  pool.endpoint,
  pool.variant,
  pool.instanceType,
  pool.endpointCreatedAt,
];

const placeOf = ({ child, pool, row, shown }: SlotPart): OrderKey => {
  const place = bucketPlace({ child, pool });
  if (shown.by === 'nothing') return [...place, 1, ...rowOrder(row), row.source.team ?? ''];
  const { instance, holding } = shown.series;
  const { component = '', container = '', accelerator = '' } = holding ?? {};
  return [...place, 0, component, instance, container, accelerator];
};

/**
 * What a figure rests on, series by series, in order of time.
 * @param buckets the parts of the window.
 */
export const toSlots = (
  parts: readonly SlotPart[],
  buckets: readonly ChildFigure[],
  isTeam: boolean,
): PlacedChild[] => {
  const inOrder = parts.toSorted((a, b) => compareKeys(placeOf(a), placeOf(b)));
  const amounts = toChildAmounts(inOrder.map(amountsOf));
  return inOrder.flatMap((part, index) => {
    const bucket = buckets[part.child];
    const own = amounts[index];
    if (bucket === undefined || own === undefined) return [];
    const { from, to } = bucket.window;
    const items = bucket.items.filter(({ pool }) => pool === part.pool);
    const { completeness, ...facts } = toChildFacts(bucket, items, isTeam);
    const { shown } = part;
    const isSeen = shown.by === 'series' && shown.series.expected > 0;
    const child: ExplainedChild = {
      from: formatInstant(from),
      to: formatInstant(to),
      window: null,
      ...toShown(shown, part),
      ...own,
      completeness: isSeen ? shown.series.seen / shown.series.expected : completeness,
      ...facts,
    };
    return [{ place: placeOf(part), child }];
  });
};

/** What all there is in the buckets that some children are of, in their order. */
export const toCapacity = (
  capacity: readonly SlotCapacity[],
  buckets: readonly ChildFigure[],
  told: readonly PlacedChild[],
): Capacity[] => {
  const keyOf = (place: OrderKey) => JSON.stringify(place.slice(0, 5));
  const places = new Set(told.map(({ place }) => keyOf(place)));
  const wanted = capacity.filter((each) => places.has(keyOf(bucketPlace(each))));
  const inOrder = wanted.toSorted((a, b) => compareKeys(bucketPlace(a), bucketPlace(b)));
  return inOrder.flatMap(({ child, pool, instances, bucket }) => {
    const window = buckets[child]?.window;
    if (window === undefined) return [];
    const { endpoint, variant, instanceType } = pool;
    const unit = bucket.unit?.kind ?? 'accelerator';
    return [
      {
        from: formatInstant(window.from),
        to: formatInstant(window.to),
        endpoint,
        variant,
        instanceType,
        instances: instances.map((series) => ({
          ...toSeriesFields(pool, series, unit),
          text: seriesText(series, unit, series.unitSeconds),
        })),
        unknown: bucket.unknown.map(({ reason, unitSeconds }) => {
          return { reason, unitSeconds: unitCount(unit, unitSeconds), text: unknownText[reason] };
        }),
        described: bucket.described === undefined ? null : { instances: bucket.described.instances },
        overcounted: bucket.overcounted,
      },
    ];
  });
};
