import type { IdleFacts } from '#shared/domain/idleFacts.ts';
import { instant } from '#shared/domain/time.ts';

/** Nothing is known of copies, every instance may have run for long, and nothing is deployed. */
export const idleFactsOf = (changes: Partial<IdleFacts> = {}): IdleFacts => ({
  smallestCopy: undefined,
  newFrom: instant(4_000_000_000),
  deploying: [],
  ...changes,
});
