import { NotFoundError } from '#shared/domain/errors.ts';
import { findLookAlike } from '#shared/domain/lookAlike.ts';
import { quoteInput } from '#shared/domain/quoteInput.ts';

/** Nobody reads a longer list. */
const mostNames = 20;

/**
 * That there is nothing of a name, and what there is.
 * @param kind what the name is of, such as `endpoint`.
 * @param known what the asker may know of, and nothing else: an error tells of nobody else's either.
 */
export const unknownName = (kind: string, name: string, known: Iterable<string>): NotFoundError => {
  const names = [...new Set(known)].toSorted();
  const meant = findLookAlike(name.slice(0, 100), names);
  const hint = meant === undefined ? '' : ` (is ${quoteInput(meant)} meant?)`;
  const list = names.slice(0, mostNames).map((each) => quoteInput(each));
  const right = list.length === 0 ? '' : `; there is ${list.join(', ')}`;
  return new NotFoundError('api.unknown_name', `no ${kind} ${quoteInput(name)}${hint}${right}`);
};
