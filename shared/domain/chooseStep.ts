import type { Step } from './step.ts';
import { roughSeconds, stepLadder, stepsOf } from './stepsOf.ts';
import type { Window } from './window.ts';
import type { Zone } from './zone.ts';

/**
 * The finest step that cuts a window into few enough steps; the coarsest there is where none does.
 * @param most steps at the most. @param leastSeconds none is finer.
 */
export const chooseStep = (window: Window, zone: Zone, most: number, leastSeconds: number): Step => {
  const fits = (step: Step): boolean =>
    roughSeconds(step) >= leastSeconds && !('fault' in stepsOf(window, step, zone, most));
  return stepLadder.find(fits) ?? { kind: 'calendar', unit: 'year', count: 1 };
};
