import { defaultWatches } from '#shared/domain/watches/defaultWatches.ts';
import type { Watch } from '#shared/domain/watches/watch.ts';
import type { Fault } from '#shared/settings/documentFault.ts';
import type { PlaceOf } from '#shared/settings/documentReader.ts';
import { findDuplicates } from '#shared/settings/findRuleFaults.ts';

/** A state is kept by a watch's name: no two that are looked at may share one. */
const takesDefaultName = ({ name, kind }: Watch): boolean =>
  defaultWatches.some((each) => each.name === name && each.kind !== kind);

/** What is wrong with the watches of a document beside each other. */
export const findWatchFaults = (watches: readonly Watch[], placeOf: PlaceOf): Fault[] => {
  const doubles = findDuplicates(watches.map(({ name }) => name));
  return watches.flatMap((watch) =>
    [
      ...(doubles.has(watch.name) ? ['has the name of another watch; expected a name of its own'] : []),
      ...(takesDefaultName(watch)
        ? ['has the name of a default watch of another kind; expected a name of its own']
        : []),
    ].map((what) => ({ path: placeOf(watch), where: `watches "${watch.name}"`, what })),
  );
};
