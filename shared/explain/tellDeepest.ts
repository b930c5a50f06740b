import type { Depth } from '#shared/domain/depth.ts';
import { after, bucketSeconds, floorTo, formatInstant, type Instant } from '#shared/domain/time.ts';
import type { Window } from '#shared/domain/window.ts';
import type { Deepest } from './findDeepest.ts';

/** How deep a figure can be looked into, and why not deeper. */
export type ToldDepth = { level: Depth | undefined; text: string };

const daySeconds = 86_400;

/** The first hour of which all is kept still: that of the first five minutes that ended so many days ago at most. */
const keptSince = (now: Instant, days: number): Instant => {
  const lastGone = after(now, -days * daySeconds - bucketSeconds);
  return after(floorTo(lastGone, 3_600), 3_600);
};

/** @param depth that is told already. */
export const tellDeepest = (deepest: Deepest, depth: Depth, { to }: Window, now: Instant): ToldDepth => {
  switch (deepest.kind) {
    case 'nothing':
      return { level: undefined, text: 'There is nothing in this window to look into.' };
    case 'samples':
      return {
        level: 'slot',
        text:
          depth === 'slot'
            ? 'These are the samples: nothing lies below them.'
            : 'Down to the samples of each publish interval, in windows of 15 minutes or less: all of it is kept.',
      };
    case 'expired': {
      const { hour, keptDays, expiredAt } = deepest;
      const since = keptSince(now, keptDays);
      const later = since < to ? ` From ${formatInstant(since)} on it goes down to samples.` : '';
      return {
        level: 'hour',
        text: `Down to hours: five minutes and samples are kept for ${keptDays} days, and those of the hour from ${formatInstant(hour)} expired on ${formatInstant(expiredAt)}.${later}`,
      };
    }
    case 'direct':
      return {
        level: 'hour',
        text: `Down to hours: the hour from ${formatInstant(deepest.hour)} was stored directly from hourly metrics, because CloudWatch had nothing finer of that time any more.`,
      };
  }
};
