import type { InForce } from '#shared/domain/inForce.ts';
import { earliest, type Instant, instant } from '#shared/domain/time.ts';
import type { Random } from '../random.ts';

/** The versions that a document has in a run, each in force from a time on. */
export type DocumentHistory<Document> = {
  /** Asked at once, without faults: a run that reads it early and writes late is stale all the same. */
  inForce(time: number): InForce<Document>;
  /** What the versions after one change first, as far as there are any by then. */
  changesSince(version: number, time: number): Instant | undefined;
  /** The version that all that is stored follows. */
  applied: number;
};

/** A version: when it is given, and from when on it says something of its own (epoch seconds). */
export type Change = { time: number; edge: Instant };

/** @param documents the initial one, and one for each change. */
export const createDocumentHistory = <Document>(
  initial: Document,
  changes: readonly Change[],
  documents: readonly Document[],
  earliestChange: (before: Document, after: Document) => Instant | undefined,
): DocumentHistory<Document> => {
  const times = changes.map(({ time }) => time);
  const versionAt = (time: number): number => times.filter((given) => given <= time).length;
  const documentOf = (version: number): Document => documents[version - 1] ?? initial;
  return {
    applied: 0,
    inForce: (time) => ({ version: versionAt(time), document: documentOf(versionAt(time)) }),
    changesSince: (version, time) => {
      const later = times.slice(version, versionAt(time)).map((_, index) => version + index + 1);
      const [first, ...others] = later.flatMap(
        (each) => earliestChange(documentOf(each - 1), documentOf(each)) ?? [],
      );
      return first === undefined ? undefined : earliest(first, ...others);
    },
  };
};

const edgeSeconds = 300;

/**
 * Two changes, each of which goes back to before it was made.
 * @param span when documents may be given (epoch seconds).
 */
export const chooseChanges = (random: Random, span: { from: number; to: number }): Change[] => {
  const times = [random.whole(span.from, span.to), random.whole(span.from, span.to)].toSorted(
    (a, b) => a - b,
  );
  const edgeBefore = (time: number): Instant =>
    instant(Math.floor(random.whole(span.from, time) / edgeSeconds) * edgeSeconds);
  return times.map((time) => ({ time, edge: edgeBefore(time) }));
};
