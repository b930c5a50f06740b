import type { Instant } from '#shared/domain/time.ts';
import type { WatchFigure } from './reading.ts';
import type { Subject } from './watchFacts.ts';

/** What is told of at most once: from when on it was over its threshold, when that had lasted long enough, and how it was then. */
export type Episode = { subject: Subject; since: Instant; raisedAt: Instant; figure: WatchFigure };

/**
 * Where a watch stands with one thing. `seconds` is for how long it has been seen over its threshold, `calm` for how long
 * under it; both without the time that nobody knows. Nothing is raised before `quietUntil`.
 */
export type Phase =
  | { kind: 'quiet'; quietUntil: Instant | undefined }
  | { kind: 'pending'; quietUntil: Instant | undefined; since: Instant; seconds: number }
  | { kind: 'raised'; episode: Episode; calm: number };

/** Up to when a thing has been looked at, and where the watch stands. */
export type SubjectState = { subject: Subject; through: Instant; phase: Phase };

/** By `subjectKey`. */
export type WatchState = ReadonlyMap<string, SubjectState>;

export const noWatchState: WatchState = new Map();

/** What tells one thing from another. */
export const subjectKey = ({ endpoint, component, team }: Subject): string =>
  JSON.stringify([endpoint ?? null, component ?? null, team ?? null]);
