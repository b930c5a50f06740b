/**
 * Why capacity that is vouched for is held by nobody:
 * - `empty`: its instance has no copy;
 * - `unplaced`: it is free beside copies, and a copy would fit;
 * - `stranded`: it is free beside copies, and no component's copy fits;
 * - `starting`: its instance is new and has had no copy yet;
 * - `deploying`: its instance has no copy while an old and a new fleet stand side by side.
 */
export const idleReasons = ['empty', 'unplaced', 'stranded', 'starting', 'deploying'] as const;
export type IdleReason = (typeof idleReasons)[number];

export type IdleCause = {
  reason: IdleReason;
  /** What stranded units are too few for: those that the smallest copy needs. Undefined for every other reason. */
  blocker: number | undefined;
};
