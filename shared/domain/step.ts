import { quoteInput } from './quoteInput.ts';
import { type Refusal, refuse } from './refusal.ts';
import { bucketSeconds } from './time.ts';
import type { CalendarUnit } from './zoneCalendar.ts';

/** How a window is cut: into equal times counted from its start, or at the edges of a zone's days, weeks, months or years. */
export type Step =
  | { kind: 'fixed'; seconds: number }
  | { kind: 'calendar'; unit: CalendarUnit; count: number };

const words = new Map<string, Step>([
  ['hour', { kind: 'fixed', seconds: 3_600 }],
  ['day', { kind: 'calendar', unit: 'day', count: 1 }],
  ['week', { kind: 'calendar', unit: 'week', count: 1 }],
  ['month', { kind: 'calendar', unit: 'month', count: 1 }],
  ['year', { kind: 'calendar', unit: 'year', count: 1 }],
]);

const form = /^(\d{1,5})([smhdw])$/;
const secondsOf = new Map([
  ['s', 1],
  ['m', 60],
  ['h', 3_600],
]);

/** Parts of a bucket that are whole publish intervals of ten seconds. */
const fineSeconds = [10, 20, 30, 50, 60, 100, 150];

/** The edges that a window must lie on to be cut so: ten seconds for steps finer than a bucket. */
export const edgeSecondsOf = (step: Step): number =>
  step.kind === 'fixed' && step.seconds < bucketSeconds ? 10 : bucketSeconds;

/** `10s`, `5m`, `6h`, `3d`, `2w`, `month`, `year`: what `parseStep` reads as the same. */
export const formatStep = (step: Step): string => {
  if (step.kind === 'fixed') {
    const { seconds } = step;
    if (seconds % 3_600 === 0) return `${seconds / 3_600}h`;
    return seconds % 60 === 0 ? `${seconds / 60}m` : `${seconds}s`;
  }
  return step.unit === 'day' || step.unit === 'week' ? `${step.count}${step.unit[0]}` : step.unit;
};

const formatFixed = (seconds: number): string => formatStep({ kind: 'fixed', seconds });

const checkSeconds = (seconds: number): Step | Refusal => {
  if (seconds < bucketSeconds && !fineSeconds.includes(seconds)) {
    const fine = fineSeconds.map(formatFixed).join(', ');
    return refuse(`is no whole part of five minutes; expected one of ${fine}, or a multiple of 5m`);
  }
  if (seconds > bucketSeconds && seconds % bucketSeconds !== 0) {
    const before = seconds - (seconds % bucketSeconds);
    const right = [before, before + bucketSeconds].map(formatFixed).join(' or ');
    return refuse(`is no whole number of five minutes; expected ${right}`);
  }
  return { kind: 'fixed', seconds };
};

const readStep = (text: string): Step | Refusal => {
  const word = words.get(text);
  if (word !== undefined) return word;
  const [, digits = '0', unit = ''] = form.exec(text) ?? [];
  const count = Number(digits);
  const seconds = secondsOf.get(unit);
  if (count > 0 && seconds !== undefined) return checkSeconds(count * seconds);
  if (count > 0) return { kind: 'calendar', unit: unit === 'd' ? 'day' : 'week', count };
  const forms = 'a whole number of s, m, h, d or w, such as 10s, 5m, 6h, 1d or 2w';
  return refuse(`is no step; expected ${forms}, or one of ${[...words.keys()].join(', ')}`);
};

/**
 * Reads a step: `10s`, `5m`, `6h`, or of the zone's calendar `1d`, `2w`; or a word: `hour`, `day`, `week`, `month`,
 * `year`. One under five minutes must be a part of them in tens of seconds, any other in seconds, minutes or hours a
 * multiple of them. `24h` is 24 hours, `1d` is from midnight to midnight.
 */
export const parseStep = (text: string): Step | Refusal => {
  const step = readStep(text);
  return 'fault' in step ? refuse(`step ${quoteInput(text)} ${step.fault}`) : step;
};
