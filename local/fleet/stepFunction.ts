/** A value that holds from each step's time (epoch seconds) until the next. */
export type StepFunction = {
  /** 0 before the first step. */
  at(time: number): number;
  /** When the value last changed, at or before `time`. */
  lastChangeAt(time: number): number | undefined;
  /** Each change of the value, in order of time. */
  steps: readonly { time: number; value: number }[];
};

/** @param steps in order of time. */
export const createStepFunction = (steps: readonly { time: number; value: number }[]): StepFunction => {
  const changes = steps.filter((step, index) => index === 0 || steps[index - 1]?.value !== step.value);
  const lastStep = (time: number) => changes.findLast((step) => step.time <= time);
  return {
    at: (time) => lastStep(time)?.value ?? 0,
    lastChangeAt: (time) => lastStep(time)?.time,
    steps: changes,
  };
};
