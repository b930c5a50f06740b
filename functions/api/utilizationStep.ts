import type { Fault } from '#shared/api/fault.ts';
import { utilizationLimits } from '#shared/api/utilizationOperation.ts';
import { formatStep, type Step } from '#shared/domain/step.ts';
import { floorTo, formatInstant, type Instant } from '#shared/domain/time.ts';
import type { Window } from '#shared/domain/window.ts';
import { resolutionAt } from '#shared/metrics/resolution.ts';

/** Steps to choose from, in seconds: CloudWatch's periods that `step` can ask for, too. */
const choices = [10, 20, 30, 60, 300, 900, 1_800, 3_600, 7_200, 21_600];

/** The steps of a window that begin with the one it begins in and end within it. */
export const stepsWithin = ({ from, to }: Window, seconds: number): Window => ({
  from: floorTo(from, seconds),
  to: floorTo(to, seconds),
});

export const pointsIn = (window: Window, seconds: number): number => {
  const { from, to } = stepsWithin(window, seconds);
  return (to - from) / seconds;
};

const format = (seconds: number): string => formatStep({ kind: 'fixed', seconds });

const isPeriod = (seconds: number): boolean => [10, 20, 30].includes(seconds) || seconds % 60 === 0;

const fits = (window: Window, seconds: number, series: number): boolean => {
  const points = pointsIn(window, seconds);
  return points >= 1 && points <= utilizationLimits.points && points * series <= utilizationLimits.values;
};

const fault = (detail: string): Fault => ({ parameter: 'step', detail });

/** What CloudWatch would not answer to, whatever the series. @returns the finest step that it has then, if any. */
export const checkUtilizationStep = (
  window: Window,
  step: Step | undefined,
  now: Instant,
  faults: Fault[],
): number | undefined => {
  const tier = resolutionAt(window.from, now);
  if (tier === undefined) {
    const detail = `starts at ${formatInstant(window.from)}; CloudWatch keeps metrics for 455 days`;
    faults.push({ parameter: 'window', detail });
    return undefined;
  }
  const least = Math.max(tier, 10);
  if (step === undefined) return least;
  if (step.kind !== 'fixed' || !isPeriod(step.seconds))
    faults.push(fault(`is ${formatStep(step)}; expected 10s, 20s, 30s or whole minutes, such as 1m or 5m`));
  else if (step.seconds < least || (tier > 1 && step.seconds % tier !== 0))
    faults.push(
      fault(
        `is ${formatStep(step)}, which CloudWatch has no more at the start of the window; expected a multiple of ${format(least)}`,
      ),
    );
  else if (pointsIn(window, step.seconds) < 1)
    faults.push(fault(`is ${formatStep(step)}, of which none ends within the window; expected a finer one`));
  else if (!fits(window, step.seconds, 1)) faults.push(fault(explainTooFine(window, step.seconds, 1, least)));
  return least;
};

const explainTooFine = (window: Window, seconds: number, series: number, least: number): string => {
  const points = pointsIn(window, seconds);
  const what =
    points > utilizationLimits.points
      ? `${points} points a series, more than ${utilizationLimits.points}`
      : `${points} points of ${series} series, more than ${utilizationLimits.values} values`;
  const right = choices.find((each) => each >= Math.max(seconds, least) && fits(window, each, series));
  const step = right === undefined ? '' : `${format(right)} or more, or `;
  return `is ${format(seconds)}, which makes ${what}; expected ${step}a shorter window`;
};

/**
 * The step of an answer, in seconds: what is asked for, or the finest that is published and that there is room for.
 * @param least what CloudWatch still has. @param frequency seconds between samples.
 */
export const chooseUtilizationStep = (
  window: Window,
  step: Step | undefined,
  { least, frequency, series }: { least: number; frequency: number; series: number },
): number | Fault => {
  if (step?.kind === 'fixed')
    return fits(window, step.seconds, series)
      ? step.seconds
      : fault(explainTooFine(window, step.seconds, series, least));
  const isFine = (each: number) => each >= Math.max(least, frequency) && (least === 10 || each % least === 0);
  const chosen = choices.find((each) => isFine(each) && fits(window, each, series));
  if (chosen !== undefined) return chosen;
  const finest = Math.max(least, frequency);
  const detail = `has no step that samples are published in; expected ${format(finest)} at the least`;
  return { parameter: 'window', detail };
};
