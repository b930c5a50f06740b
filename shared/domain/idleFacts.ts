import type { Instant } from './time.ts';

/** A stretch of time; without an end it goes on. */
export type Span = { from: Instant; to: Instant | undefined };

/** What tells the reasons of idle capacity apart, besides samples. */
export type IdleFacts = {
  /** Units of the smallest copy of the variant's components; undefined when none is known to need any. */
  smallestCopy: number | undefined;
  /** An instance that begins before this may have run for long. */
  newFrom: Instant;
  /** When an old and a new fleet stood side by side. */
  deploying: readonly Span[];
};
