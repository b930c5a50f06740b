import type { Operation } from '#shared/api/operation.ts';
import { kebab } from './kebab.ts';

/** The parts of a path that are names, without parameters and endings: `/capacity/{endpoint}` → `capacity`. */
const wordsOf = (path: string): string[] =>
  path
    .split('/')
    .filter((part) => part !== '' && !part.startsWith('{'))
    .map((part) => part.replace(/\.\w+$/, ''));

/** What an operation may be called, the shortest first. What is asked of costs is called by what it is of them. */
const candidatesOf = ({ id, path }: Operation): string[] => {
  const words = wordsOf(path);
  const [first = '', ...others] = words;
  const short = first === 'costs' && others.length > 0 ? others.join('-') : first;
  return [short, words.join('-'), kebab(id)];
};

/**
 * The names of the commands that ask operations, by the operation's id: `/costs/changes` is `changes`, `/capacity/{endpoint}` is
 * `capacity`, `/allocations/changes` is `allocations`. Of two that would have one name the first has it, and the other a longer one.
 * @param own names that were chosen by hand, by id.
 */
export const commandNames = (
  operations: readonly Operation[],
  own: ReadonlyMap<string, string>,
): ReadonlyMap<string, string> => {
  const names = new Map(own);
  for (const operation of operations) {
    if (names.has(operation.id)) continue;
    const taken = [...names.values()];
    const name = candidatesOf(operation).find((each) => !taken.includes(each));
    names.set(operation.id, name ?? kebab(operation.id));
  }
  return names;
};
