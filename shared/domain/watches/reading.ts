import type { Confidence } from '#shared/domain/forecast/forecast.ts';
import type { IdleReason } from '#shared/domain/idleReason.ts';
import type { Money } from '#shared/domain/money.ts';
import type { Instant } from '#shared/domain/time.ts';
import type { Subject } from './watchFacts.ts';

/** What a watch saw, for people. */
export type WatchFigure =
  | {
      kind: 'spend';
      perHour: Money;
      /** What it costs at this hour as a rule. */
      usualPerHour: Money;
      confidence: Confidence;
    }
  | { kind: 'idle'; perHour: Money; byReason: ReadonlyMap<IdleReason, Money> }
  | { kind: 'freeAccelerators'; free: number }
  | { kind: 'deployment'; idlePerHour: Money }
  | {
      kind: 'collection';
      /** Undefined where it has never been collected. */
      collectedThrough: Instant | undefined;
      /** Undefined where it lags, and nobody knows. */
      completeness: number | undefined;
    };

/**
 * How a watch finds a stretch of time: `over` its threshold; `under`, by a tenth of it or more; `near`, which is neither;
 * `blank` where nobody knows, or where it is held. So that what hovers at a threshold is told once.
 */
export type Reading =
  | { level: 'blank'; from: Instant; to: Instant }
  | { level: 'over'; from: Instant; to: Instant; figure: WatchFigure; size: number }
  | { level: 'near' | 'under'; from: Instant; to: Instant };

/** What a watch sees of one thing, in order of time. `size` of readings over the threshold orders things, the largest first. */
export type Readings = { subject: Subject; readings: readonly Reading[] };

/** What is near a threshold is no further below it than this share of it. */
export const nearShare = 0.1;
