import { type Grain, nextStart } from './calendar.ts';
import { after, type Instant } from './time.ts';

/** When what is kept for `retentionDays` beyond its end may be deleted. */
export const expireAtOf = (grain: Grain, start: Instant, retentionDays: number): Instant =>
  after(nextStart(grain, start), retentionDays * 86_400);
