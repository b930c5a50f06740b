import { isObject } from '#local/aws/isObject.ts';

/** Finds a value in an event; undefined when there is none. */
export type JsonPath = (event: unknown) => unknown;

const step = /\.([\w/-]+|\*)|\[(\d+|\*)\]/y;

const readSteps = (path: string): string[] | undefined => {
  if (!path.startsWith('$')) return undefined;
  const steps: string[] = [];
  step.lastIndex = 1;
  while (step.lastIndex < path.length) {
    const match = step.exec(path);
    if (match === null) return undefined;
    steps.push(match[1] ?? match[2] ?? '');
  }
  return steps;
};

const take = (value: unknown, name: string): unknown => {
  if (Array.isArray(value)) return /^\d+$/.test(name) ? value[Number(name)] : undefined;
  return isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;
};

const follow = (value: unknown, [name, ...rest]: readonly string[]): unknown => {
  if (name === undefined) return value;
  if (name !== '*') return follow(take(value, name), rest);
  const all = Array.isArray(value) ? value : isObject(value) ? Object.values(value) : [];
  return all.map((each) => follow(each, rest)).filter((each) => each !== undefined);
};

/**
 * Reads a JSON path as EventBridge has them: `$`, names after dots (letters, digits, `_`, `-`, `/`), indexes in brackets, and `*`,
 * which gives the list of what it finds.
 * @throws RangeError for any other.
 */
export const parseJsonPath = (path: string): JsonPath => {
  const steps = readSteps(path);
  if (steps === undefined)
    throw new RangeError(`"${path}" is no path such as $.detail.lines[0] that EventBridge takes`);
  return (event) => follow(event, steps);
};
