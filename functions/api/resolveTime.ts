import type { Fault } from '#shared/api/fault.ts';
import type { Meta } from '#shared/api/figures.ts';
import type { stepParams, timeParams } from '#shared/api/questionParams.ts';
import type { QueryRead } from '#shared/api/readQuery.ts';
import { parseWindow } from '#shared/domain/parseWindow.ts';
import { edgeSecondsOf, type Step } from '#shared/domain/step.ts';
import { stepsOf } from '#shared/domain/stepsOf.ts';
import { bucketSeconds, formatInstant, type Instant } from '#shared/domain/time.ts';
import { checkWindow, type Window } from '#shared/domain/window.ts';
import { utc, type Zone } from '#shared/domain/zone.ts';

/** Some more than five years: what the ledger keeps for good. */
export const longestDays = 1_830;

/** The most steps of one answer: a day by two minutes, six weeks by hours, three years by days. */
export const mostSteps = 1_100;

/** The time that is asked about, in steps; one where none is asked for. */
export type AskedTime = {
  window: Window;
  zone: Zone;
  steps: readonly Window[];
  step: Step | undefined;
  /** Whether steps are told as one: what is idle is shared in each of them all the same. */
  isAccumulated: boolean;
};

/** The same as it is told. */
export const toWindow = ({
  window: { from, to },
  zone,
}: Pick<AskedTime, 'window' | 'zone'>): Meta['window'] => ({
  from: formatInstant(from),
  to: formatInstant(to),
  zone,
});

type Given = QueryRead<typeof timeParams & typeof stepParams>['values'];

/**
 * Works out a window and its steps.
 * @param pinned the window that an earlier page had: `today` may be another by now.
 * @returns undefined where that cannot be, with the faults added.
 */
export const resolveTime = (
  { window: text, zone = utc, step, accumulate: isAccumulated = false }: Given,
  now: Instant,
  faults: Fault[],
  pinned?: Window,
): AskedTime | undefined => {
  if (text === undefined) return undefined;
  const edgeSeconds = step === undefined ? bucketSeconds : edgeSecondsOf(step);
  const rules = { now, zone, longestDays, edgeSeconds };
  const window = pinned === undefined ? parseWindow(text, rules) : checkWindow(pinned, rules);
  if ('fault' in window) {
    // A cursor says what window it is of, and anybody may write one.
    faults.push({ parameter: pinned === undefined ? 'window' : 'cursor', detail: window.fault });
    return undefined;
  }
  if (step === undefined) return { window, zone, steps: [window], step, isAccumulated };
  const steps = stepsOf(window, step, zone, mostSteps);
  if (!('fault' in steps)) return { window, zone, steps, step, isAccumulated };
  faults.push({ parameter: 'step', detail: steps.fault });
  return undefined;
};
