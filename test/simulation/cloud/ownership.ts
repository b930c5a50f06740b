import { earliestChange } from '#shared/domain/earliestChange.ts';
import { defaultOwners, type Owners, type OwnersInForce } from '#shared/domain/owners.ts';
import { earliest, type Instant, instant } from '#shared/domain/time.ts';
import { documentOf, ruleOf, sharesOf } from '#test/builders/owners.ts';
import type { Random } from '../random.ts';

/** The owners documents of a run, each in force from a time on; every change goes back to before it was made. */
export type Ownership = {
  /** Asked at once, without faults: a run that reads it early and writes late is stale all the same. */
  inForce(time: number): OwnersInForce;
  /** What the versions after one change first, as far as there are any by then. */
  changesSince(version: number, time: number): Instant | undefined;
  /** The version that all that is stored was given. */
  applied: number;
  /** Accelerator-seconds of a component's bucket by team, in the end; undefined where tags say so. */
  expectTeams(start: number, unitSeconds: number): ReadonlyMap<string | undefined, number> | undefined;
};

const edgeSeconds = 300;

/** Shared two to one before `edge`, another's from there on. */
const documentWith = (edge: Instant, team: string): Owners =>
  documentOf({
    tags: defaultOwners.tags,
    rules: [ruleOf('*', team, { from: edge }), ruleOf('*', sharesOf({ red: 2, blue: 1 }))],
  });

/** A document: when it is given, and from when on it gives all to another team (epoch seconds). */
type Change = { time: number; edge: Instant };

const own = (changes: readonly Change[]): Ownership => {
  const times = changes.map(({ time }) => time);
  const edges = changes.map(({ edge }) => edge);
  const documents = [defaultOwners, ...edges.map((edge, index) => documentWith(edge, `late-${index + 1}`))];
  const versionAt = (time: number): number => times.filter((given) => given <= time).length;
  const documentAt = (version: number): Owners => documents[version] ?? defaultOwners;
  const ownership: Ownership = {
    applied: 0,
    inForce: (time) => ({ version: versionAt(time), document: documentAt(versionAt(time)) }),
    changesSince: (version, time) => {
      const later = times.slice(version, versionAt(time)).map((_, index) => version + index + 1);
      const [first, ...others] = later.flatMap(
        (each) => earliestChange(documentAt(each - 1), documentAt(each)) ?? [],
      );
      return first === undefined ? undefined : earliest(first, ...others);
    },
    expectTeams: (start, unitSeconds) => {
      const edge = edges.at(-1);
      if (edge === undefined) return undefined;
      if (start >= edge) return new Map([[`late-${edges.length}`, unitSeconds]]);
      // Of thirds the largest remainder is the one that is rounded up.
      const shares = [
        ['blue', Math.round(unitSeconds / 3)],
        ['red', Math.round((2 * unitSeconds) / 3)],
      ] as const;
      return new Map(shares.filter(([, seconds]) => seconds > 0));
    },
  };
  return ownership;
};

/** No document is ever given. */
export const ownedByTags = (): Ownership => own([]);

/** @param span when documents may be given (epoch seconds); at most two of them, and often none. */
export const createOwnership = (random: Random, span: { from: number; to: number }): Ownership => {
  if (random.chance(0.5)) return ownedByTags();
  const times = [random.whole(span.from, span.to), random.whole(span.from, span.to)].toSorted(
    (a, b) => a - b,
  );
  const edgeBefore = (time: number): Instant =>
    instant(Math.floor(random.whole(span.from, time) / edgeSeconds) * edgeSeconds);
  return own(times.map((time) => ({ time, edge: edgeBefore(time) })));
};
