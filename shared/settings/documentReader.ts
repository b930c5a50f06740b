import * as z from 'zod';
import { BadInputError } from '#shared/domain/errors.ts';
import { type DocumentPath, type Fault, FaultyDocumentError } from './documentFault.ts';
import { explainIssue } from './explainIssue.ts';

/** Nobody reads more; what is found after them is not told. */
const mostFaults = 1_000;

const named = z.looseObject({ name: z.unknown(), code: z.unknown() }).partial();

const nameOf = (value: unknown): string => {
  const { name, code } = named.safeParse(value).data ?? {};
  const known = code ?? name;
  return typeof known === 'string' && known !== '' ? ` "${known}"` : '';
};

/** `match.tag.of[0]` */
const formatPath = (path: readonly PropertyKey[]): string =>
  path
    .map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`))
    .join('')
    .replace(/^\./, '');

const toPath = (path: readonly PropertyKey[]): DocumentPath =>
  path.map((part) => (typeof part === 'number' ? part : String(part)));

/** Where an item of a list stood that was read; nowhere for what was not. */
export type PlaceOf = (item: object) => DocumentPath;

/**
 * Reads a document that people write, part by part, so that all its faults are told at once.
 * @param name what it is called: `owners`.
 */
export const createDocumentReader = (name: string) => {
  const faults: Fault[] = [];
  const places = new Map<object, DocumentPath>();

  /** What a value stands for, or undefined with its faults kept. @param where of it, for people. */
  const readAt = <Output>(
    schema: z.ZodType<Output>,
    value: unknown,
    path: DocumentPath,
    where: string,
  ): Output | undefined => {
    const parsed = schema.safeParse(value);
    if (parsed.success) return parsed.data;
    for (const issue of parsed.error.issues) {
      const within = formatPath(issue.path);
      const here = [where, within].filter((part) => part !== '').join(': ');
      const fault = { where: here || 'the document', what: explainIssue(issue) };
      faults.push({ ...fault, path: [...path, ...toPath(issue.path)] });
    }
    return undefined;
  };

  const placeOf: PlaceOf = (item) => places.get(item) ?? [];

  return {
    placeOf,
    /** What the value of one of its keys stands for, or of the whole where none is given. */
    read: <Output>(schema: z.ZodType<Output>, value: unknown, key?: string): Output | undefined =>
      readAt(schema, value, key === undefined ? [] : [key], key ?? ''),
    /** The items of a list that are well formed. */
    readEach: <Output extends object>(
      schema: z.ZodType<Output>,
      values: readonly unknown[],
      list: string,
    ): Output[] =>
      values.flatMap((value, index) => {
        if (faults.length >= mostFaults) return [];
        const path = [list, index];
        const item = readAt(schema, value, path, `${formatPath(path)}${nameOf(value)}`);
        if (item !== undefined) places.set(item, path);
        return item ?? [];
      }),
    /** @throws BadInputError when the text is no JSON. */
    parseJson: (text: string): unknown => {
      try {
        return JSON.parse(text);
      } catch (error) {
        const reason = error instanceof Error ? error.message : String(error);
        throw new BadInputError(`${name}.invalid`, `the ${name} document is not JSON: ${reason}`, {
          cause: error,
        });
      }
    },
    /** @throws FaultyDocumentError with every fault that was found, here and by the caller. */
    refuseFaults: (found: readonly Fault[]): void => {
      const all = [...faults, ...found].slice(0, mostFaults);
      if (all.length > 0) throw new FaultyDocumentError(name, all);
    },
  };
};
