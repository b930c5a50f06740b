/** When a rule fires. */
export type Schedule = {
  /** The first firing after `time` (epoch seconds), or undefined when there is none left. */
  nextAfter(time: number): number | undefined;
};
