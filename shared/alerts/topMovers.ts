import type { Money } from '#shared/domain/money.ts';
import type { Window } from '#shared/domain/window.ts';

/** What of some spend moved, and by how much; what it has not is undefined. */
export type TopMover = {
  /** Undefined for what nobody holds. */
  component: string | undefined;
  endpoint: string | undefined;
  /** In the window. */
  spent: Money;
  /** Against as long a time right before it. */
  change: Money;
};

/** What moved most in a window, such as the last 24 hours; the largest change first. */
export type TopMovers = { window: Window; movers: readonly TopMover[] };

/** No more are told. */
export const mostMovers = 5;
