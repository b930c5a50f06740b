import { type Refusal, refuse } from './refusal.ts';
import { formatStep, type Step } from './step.ts';
import { after, earliest, type Instant, instant, latest } from './time.ts';
import type { Window } from './window.ts';
import type { Zone } from './zone.ts';
import { type CalendarUnit, numberAt, startOfNumber } from './zoneCalendar.ts';

/** How many steps there are, and where each starts, counted from 0; the first one's start may lie before the window. */
type Cuts = { count: number; startAt: (index: number) => Instant };

const cutsOf = ({ from, to }: Window, step: Step, zone: Zone): Cuts => {
  if (step.kind === 'fixed') {
    const { seconds } = step;
    return { count: Math.ceil((to - from) / seconds), startAt: (index) => after(from, index * seconds) };
  }
  const first = numberAt(step.unit, from, zone);
  const last = numberAt(step.unit, instant(to - 1), zone);
  return {
    count: Math.floor((last - first) / step.count) + 1,
    startAt: (index) => startOfNumber(step.unit, first + index * step.count, zone),
  };
};

const fixed = (seconds: number): Step => ({ kind: 'fixed', seconds });
const calendar = (unit: CalendarUnit): Step => ({ kind: 'calendar', unit, count: 1 });

/** What is proposed in place of a step that is too fine, each coarser than the one before it. */
export const stepLadder: readonly Step[] = [
  ...[10, 30, 60, 300, 900, 1_800, 3_600, 21_600, 43_200].map(fixed),
  ...(['day', 'week', 'month', 'year'] as const).map(calendar),
];

const roughDays = { day: 1, week: 7, month: 30, year: 365 };

/** A step's seconds; of a calendar's about as many. */
export const roughSeconds = (step: Step): number =>
  step.kind === 'fixed' ? step.seconds : roughDays[step.unit] * step.count * 86_400;

const explainTooMany = (window: Window, step: Step, zone: Zone, most: number): Refusal => {
  const count = (each: Step): number => cutsOf(window, each, zone).count;
  const coarser = stepLadder.find((each) => roughSeconds(each) > roughSeconds(step) && count(each) <= most);
  const right = coarser === undefined ? '' : `${formatStep(coarser)}, which makes ${count(coarser)}, or `;
  return refuse(
    `step ${formatStep(step)} cuts the window into ${count(step)} steps, more than ${most}; expected ${right}a shorter window`,
  );
};

/**
 * The steps of a window, in order: together they are the window, and none is empty. Fixed ones are counted from its
 * start, and the last is shorter where the window ends within it. Those of the calendar are cut at the zone's own edges,
 * counted from the day, week, month or year that the window starts in, so that the first may be shorter too.
 *
 * @param most more steps than this are a fault.
 */
export const stepsOf = (window: Window, step: Step, zone: Zone, most: number): Window[] | Refusal => {
  const { count, startAt } = cutsOf(window, step, zone);
  if (count > most) return explainTooMany(window, step, zone, most);
  const inside = (time: Instant): Instant => earliest(latest(time, window.from), window.to);
  const edges = Array.from({ length: count + 1 }, (_, index) => inside(startAt(index)));
  // A day that a zone has skipped is no step.
  return edges.flatMap((from, index) => {
    const to = edges[index + 1];
    return to !== undefined && from < to ? [{ from, to }] : [];
  });
};
