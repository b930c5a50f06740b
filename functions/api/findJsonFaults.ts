import type { Fault } from '#shared/api/fault.ts';
import { toPointer } from '#shared/api/toPointer.ts';

/** Deeper than anything that is asked for; what walks over a value by recursion stays far from the stack's end. */
const mostLevels = 64;

/** An object or array that is open at some character: its keys so far, and the key or index that is read. */
type Level = { keys: Set<string> | undefined; at: string | number };

const endOfText = (json: string, start: number): number => {
  let index = start + 1;
  while (index < json.length && json[index] !== '"') index += json[index] === '\\' ? 2 : 1;
  return index;
};

/**
 * What is wrong with a JSON text that parses all the same: a key that is there twice, of which only the last would count; the key
 * `__proto__`, which is lost on the way; and more levels than anybody writes.
 * @param json a text that is JSON.
 */
export const findJsonFaults = (json: string): Fault[] => {
  const faults: Fault[] = [];
  const levels: Level[] = [];
  const pointer = () => toPointer(levels.map(({ at }) => at));
  let isKeyNext = false;
  const readKey = (level: Level, keys: Set<string>, key: string): void => {
    level.at = key;
    if (keys.has(key)) faults.push({ pointer: pointer(), detail: 'is there twice; expected it once' });
    if (key === '__proto__') faults.push({ pointer: pointer(), detail: 'is no name that can be used here' });
    keys.add(key);
  };
  for (let index = 0; index < json.length; index += 1) {
    const level = levels.at(-1);
    const letter = json[index];
    if (letter === '"') {
      const end = endOfText(json, index);
      if (isKeyNext && level?.keys !== undefined)
        readKey(level, level.keys, JSON.parse(json.slice(index, end + 1)));
      isKeyNext = false;
      index = end;
    } else if (letter === '{' || letter === '[') {
      if (levels.length === mostLevels) {
        const detail = `has more than ${mostLevels} levels one within the other; expected fewer`;
        return [...faults, { pointer: '', detail }];
      }
      levels.push(letter === '{' ? { keys: new Set(), at: '' } : { keys: undefined, at: 0 });
      isKeyNext = letter === '{';
    } else if (letter === '}' || letter === ']') {
      levels.pop();
      isKeyNext = false;
    } else if (letter === ',' && level !== undefined) {
      isKeyNext = level.keys !== undefined;
      if (typeof level.at === 'number') level.at += 1;
    }
  }
  return faults;
};
