import { chooseSamples, type HeldCounts } from './chooseSamples.ts';
import { compareText } from './heldRows.ts';
import type { SampledPeriod } from './lives.ts';
import { anyComponent, type SeriesKind } from './samples.ts';
import { type Slots, slotStart } from './slots.ts';
import { type Instant, instant, latest } from './time.ts';

/** A component holds another number of the pool's units from some slot on: it was scaled out, or in. */
export type AllocationChange = {
  component: string;
  /** Start of the first slot at the new level. */
  at: Instant;
  /** Seconds of that slot; more than the publish interval where only coarser counts are left: it changed somewhere in it. */
  within: number;
  /** Units of the pool, before and from then on. */
  from: number;
  to: number;
};

/** Some time at one level; `within`: seconds of the count that its start and its end are known by. */
type Span = { from: Instant; to: Instant; units: number; startsWithin: number; endsWithin: number };

type Series = { component: string; kind: SeriesKind; spans: Span[] };

/** Adds counts in order of time, equal levels as one. A slot that crosses a bucket's edge stands in both and is one. */
const addCounts = (spans: Span[], slots: Slots, { counts, units }: HeldCounts): void => {
  for (const [index, count] of counts.entries()) {
    if (count === 0) continue;
    // Of coarser counts the most that there can have been.
    const level = Math.ceil(count / slots.samples) * units;
    const last = spans.at(-1);
    const from = latest(slotStart(slots, index), last?.to ?? slots.first);
    const to = slotStart(slots, index + 1);
    if (from >= to) continue;
    if (last?.units === level && last.to === from) {
      last.to = to;
      last.endsWithin = slots.step;
    } else spans.push({ from, to, units: level, startsWithin: slots.step, endsWithin: slots.step });
  }
};

/** Each series with its levels; where a pool turns from single series to sums or back, series begin anew. */
const gatherSeries = (periods: readonly SampledPeriod[]): Series[] => {
  const found = new Map<string, Series>();
  let turns = 0;
  let last: SeriesKind | undefined;
  for (const period of periods.toSorted((a, b) => a.start - b.start)) {
    const chosen = chooseSamples(period.samples, period);
    const kind = chosen[0]?.kind ?? last;
    if (kind !== last) turns += 1;
    last = kind;
    for (const { slots, held, ...own } of chosen) {
      for (const each of held.filter(({ component }) => component !== anyComponent)) {
        const key = `${turns} ${each.key}`;
        const series = found.get(key) ?? { component: each.component, kind: own.kind, spans: [] };
        found.set(key, series);
        addCounts(series.spans, slots, each);
      }
    }
  }
  return [...found.values()];
};

/** One thing lives once: what lies between its first and its last sample is a hole, and no change. */
const bridgeHoles = (spans: readonly Span[]): Span[] => {
  const [first] = spans;
  const last = spans.at(-1);
  return first === undefined || last === undefined
    ? []
    : [{ ...last, from: first.from, startsWithin: first.startsWithin }];
};

/**
 * The levels of a sum that last two counts at least. One that lasts a single count may be a sample that is lost, or that
 * slipped over the edge of its slot: the level before it goes on.
 */
const keepLasting = (spans: readonly Span[]): Span[] => {
  const kept: Span[] = [];
  const add = (span: Span): void => {
    const last = kept.at(-1);
    const isLasting = span.to - span.from >= 2 * span.startsWithin;
    if (last !== undefined && (!isLasting || last.units === span.units)) {
      last.to = span.to;
      last.endsWithin = span.endsWithin;
    } else if (isLasting) kept.push({ ...span });
  };
  let end = spans[0]?.from;
  for (const span of spans) {
    const { startsWithin } = span;
    if (end !== undefined && end < span.from)
      add({ from: end, to: span.from, units: 0, startsWithin, endsWithin: startsWithin });
    add(span);
    end = span.to;
  }
  return kept;
};

type Step = { time: number; units: number; within: number };

const stepsOf = ({ kind, spans }: Series): Step[] =>
  (kind === 'single' ? bridgeHoles(spans) : keepLasting(spans)).flatMap((span) => [
    { time: span.from, units: span.units, within: span.startsWithin },
    { time: span.to, units: -span.units, within: span.endsWithin },
  ]);

const changesOf = (component: string, steps: readonly Step[]): AllocationChange[] => {
  let level = 0;
  return [...Map.groupBy(steps, ({ time }) => time)]
    .toSorted(([a], [b]) => a - b)
    .flatMap(([time, together]) => {
      const from = level;
      level += together.reduce((sum, { units }) => sum + units, 0);
      const within = Math.max(...together.map((step) => step.within));
      return level === from ? [] : [{ component, at: instant(time), within, from, to: level }];
    });
};

/**
 * Finds when components hold more or fewer of a pool's units than before, in order of time: at the start of the first slot
 * at the new level. What is read by sums (a variant of several instance types) must hold a level for two slots.
 *
 * Laws: applied in order to the level that a component had before `range`, its changes give the level at the end; splitting
 * a range anywhere gives the same changes, as long as each part is given the periods around it that holes reach into.
 *
 * @param periods what was sampled in the range, and for some time before and after it; where a period is missing, nothing was.
 * @param range the changes of [from, to) are told.
 */
export const findAllocationChanges = (
  periods: readonly SampledPeriod[],
  range: { from: Instant; to: Instant },
): AllocationChange[] =>
  [...Map.groupBy(gatherSeries(periods), ({ component }) => component)]
    .flatMap(([component, series]) => changesOf(component, series.flatMap(stepsOf)))
    .filter(({ at }) => at >= range.from && at < range.to)
    .toSorted((a, b) => a.at - b.at || compareText(a.component, b.component));
