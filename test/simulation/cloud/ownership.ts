import { earliestChange } from '#shared/domain/earliestChange.ts';
import { defaultOwners, type Owners } from '#shared/domain/owners.ts';
import type { Instant } from '#shared/domain/time.ts';
import { documentOf, ruleOf, sharesOf } from '#test/builders/owners.ts';
import type { Random } from '../random.ts';
import {
  type Change,
  chooseChanges,
  createDocumentHistory,
  type DocumentHistory,
} from './documentHistory.ts';

/** The owners documents of a run; every change goes back to before it was made. */
export type Ownership = DocumentHistory<Owners> & {
  /** Accelerator-seconds of a component's bucket by team, in the end; undefined where tags say so. */
  expectTeams(
    start: number,
    unitSeconds: number,
    /** By the documents that there were by then; by all of them without it. */
    version?: number,
  ): ReadonlyMap<string | undefined, number> | undefined;
};

/** Shared two to one before `edge`, another's from there on. */
const documentWith = (edge: Instant, team: string): Owners =>
  documentOf({
    tags: defaultOwners.tags,
    rules: [ruleOf('*', team, { from: edge }), ruleOf('*', sharesOf({ red: 2, blue: 1 }))],
  });

const own = (changes: readonly Change[]): Ownership => {
  const documents = changes.map(({ edge }, index) => documentWith(edge, `late-${index + 1}`));
  return {
    ...createDocumentHistory(defaultOwners, changes, documents, earliestChange),
    expectTeams: (start, unitSeconds, version = changes.length) => {
      const last = changes[version - 1];
      if (last === undefined) return undefined;
      if (start >= last.edge) return new Map([[`late-${version}`, unitSeconds]]);
      // Of thirds the largest remainder is the one that is rounded up.
      const shares = [
        ['blue', Math.round(unitSeconds / 3)],
        ['red', Math.round((2 * unitSeconds) / 3)],
      ] as const;
      return new Map(shares.filter(([, seconds]) => seconds > 0));
    },
  };
};

/** No document is ever given. */
export const ownedByTags = (): Ownership => own([]);

/** @param span when documents may be given (epoch seconds); two of them, and often none. */
export const createOwnership = (random: Random, span: { from: number; to: number }): Ownership =>
  random.chance(0.5) ? ownedByTags() : own(chooseChanges(random, span));
