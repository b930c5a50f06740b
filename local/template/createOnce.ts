import { TemplateError } from './templateError.ts';

/**
 * Works out each key's value once.
 * @throws TemplateError when a key's value needs that value itself.
 */
export const createOnce = <Value>(): ((key: string, find: () => Value) => Value) => {
  const found = new Map<string, Value>();
  const open = new Set<string>();
  return (key, find) => {
    const known = found.get(key);
    if (known !== undefined) return known;
    if (open.has(key)) throw new TemplateError(key, 'refers to itself');
    open.add(key);
    const value = find();
    open.delete(key);
    found.set(key, value);
    return value;
  };
};
