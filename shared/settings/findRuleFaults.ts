import { formatInstant } from '#shared/domain/time.ts';
import type { Validity } from '#shared/domain/validity.ts';
import type { Fault } from './documentFault.ts';
import type { PlaceOf } from './documentReader.ts';

/** The names that are there more than once. */
export const findDuplicates = (names: readonly string[]): Set<string> => {
  const seen = new Set<string>();
  const doubles = new Set<string>();
  for (const name of names) (seen.has(name) ? doubles : seen).add(name);
  return doubles;
};

/** Why something is never in force. */
export const findEmptyValidity = ({ from, to }: Validity): string[] =>
  from !== undefined && to !== undefined && from >= to
    ? [`holds from ${formatInstant(from)} to ${formatInstant(to)}, which is never; expected from before to`]
    : [];

/** What is wrong with the rules of any document: two of a name, and those that never hold. */
export const findRuleFaults = (
  rules: readonly (Validity & { name: string })[],
  placeOf: PlaceOf,
): Fault[] => {
  const doubles = findDuplicates(rules.map(({ name }) => name));
  return rules.flatMap((rule) =>
    [
      ...(doubles.has(rule.name) ? ['has the name of another rule; expected a name of its own'] : []),
      ...findEmptyValidity(rule),
    ].map((what) => ({ path: placeOf(rule), where: `rules "${rule.name}"`, what })),
  );
};
