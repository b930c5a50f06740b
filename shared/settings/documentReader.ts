import * as z from 'zod';
import { BadInputError } from '#shared/domain/errors.ts';

/** A fault with where in the file it is: `rules[2] "chat is shared"`. */
export type Fault = { where: string; what: string };

const nameOf = (value: unknown): string => {
  const { name, code } =
    z.looseObject({ name: z.unknown(), code: z.unknown() }).partial().safeParse(value).data ?? {};
  const known = code ?? name;
  return typeof known === 'string' && known !== '' ? ` "${known}"` : '';
};

/** `match.tag.of[0]` */
const formatPath = (path: readonly PropertyKey[]): string =>
  path
    .map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`))
    .join('')
    .replace(/^\./, '');

const explain = ({ message }: z.core.$ZodIssue): string => {
  const [, expected, received] = /^Invalid input: expected (.*), received (.*)$/.exec(message) ?? [];
  if (received === 'undefined') return `is missing; expected ${expected}`;
  if (expected === 'int') return 'is no whole number; expected one';
  if (expected !== undefined) return `is of type ${received}; expected ${expected}`;
  return message.replace(/^Unrecognized key/, 'has an unknown key').replace(/^Invalid option: /, '');
};

/**
 * Reads a document that people write, part by part, so that all its faults are told at once.
 * @param name what it is called: `owners`.
 */
export const createDocumentReader = (name: string) => {
  const faults: Fault[] = [];
  const code = `${name}.invalid`;

  /** What a value stands for, or undefined with its faults kept. */
  const read = <Output>(schema: z.ZodType<Output>, value: unknown, where: string): Output | undefined => {
    const parsed = schema.safeParse(value);
    if (parsed.success) return parsed.data;
    for (const issue of parsed.error.issues) {
      const path = formatPath(issue.path);
      const here = [where, path].filter((part) => part !== '').join(where === '' ? '' : ': ');
      faults.push({ where: here || 'the document', what: explain(issue) });
    }
    return undefined;
  };

  return {
    read,
    /** The items of a list that are well formed. */
    readEach: <Output>(schema: z.ZodType<Output>, values: readonly unknown[], list: string): Output[] =>
      values.flatMap((value, index) => read(schema, value, `${list}[${index}]${nameOf(value)}`) ?? []),
    /** @throws BadInputError when the text is no JSON. */
    parseJson: (text: string): unknown => {
      try {
        return JSON.parse(text);
      } catch (error) {
        const reason = error instanceof Error ? error.message : String(error);
        throw new BadInputError(code, `the ${name} document is not JSON: ${reason}`, { cause: error });
      }
    },
    /** @throws BadInputError with every fault that was found, here and by the caller, in one message. */
    refuseFaults: (found: readonly Fault[]): void => {
      const all = [...faults, ...found];
      if (all.length === 0) return;
      const lines = [...new Set(all.map(({ where, what }) => `  ${where} ${what}`))];
      const count = lines.length === 1 ? 'a fault' : `${lines.length} faults`;
      throw new BadInputError(code, `the ${name} document has ${count}:\n${lines.join('\n')}`);
    },
  };
};
