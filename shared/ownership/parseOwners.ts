import * as z from 'zod';
import { BadInputError } from '#shared/domain/errors.ts';
import type { AllowedTags, OwnerRule, Owners, Team, tagBearers } from '#shared/domain/owners.ts';
import { type Fault, findOwnerFaults } from './findOwnerFaults.ts';
import { aliasesSchema, payerSchema, ruleSchema, tagsSchema, teamSchema } from './ownersSchema.ts';

const fileSchema = z.strictObject({
  tags: z.unknown().optional(),
  teams: z.array(z.unknown()).default([]),
  aliases: z.unknown().default({}),
  rules: z.array(z.unknown()),
  payers: z.array(z.unknown()).default([]),
});

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

const createReader = (faults: Fault[]) => ({
  /** What the value stands for, or undefined with its faults told. */
  read<Output>(schema: z.ZodType<Output>, value: unknown, where: string): Output | undefined {
    const parsed = schema.safeParse(value);
    if (parsed.success) return parsed.data;
    for (const issue of parsed.error.issues) {
      const path = formatPath(issue.path);
      const here = [where, path].filter((part) => part !== '').join(where === '' ? '' : ': ');
      faults.push({ where: here || 'the document', what: explain(issue) });
    }
    return undefined;
  },
  /** The items of a list that are well formed. */
  readEach<Output>(schema: z.ZodType<Output>, values: readonly unknown[], list: string): Output[] {
    return values.flatMap((value, index) => {
      const item = this.read(schema, value, `${list}[${index}]${nameOf(value)}`);
      return item === undefined ? [] : [item];
    });
  },
});

/** The tags that rules look at, where no allow-list is given. */
const tagsOf = (rules: readonly OwnerRule[]): AllowedTags => {
  const keysOf = (bearer: (typeof tagBearers)[number]) =>
    rules.flatMap(({ match: { tag } }) => (tag?.of.includes(bearer) ? [tag.key] : []));
  return {
    component: [...new Set(keysOf('component'))],
    endpoint: [...new Set(keysOf('endpoint'))],
    model: [...new Set(keysOf('model'))],
  };
};

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new BadInputError('owners.invalid', `the owners document is not JSON: ${reason}`, { cause: error });
  }
};

/**
 * Reads an owners document from its JSON. Its form is told in docs/owners.md.
 * @throws BadInputError with every fault in one message: where it is, what is wrong, and what would be right.
 */
export const parseOwners = (text: string): Owners => {
  const faults: Fault[] = [];
  const reader = createReader(faults);
  const file = reader.read(fileSchema, parseJson(text), '');
  const rules: OwnerRule[] = reader.readEach(ruleSchema, file?.rules ?? [], 'rules');
  const teams: Team[] = reader.readEach(teamSchema, file?.teams ?? [], 'teams');
  const aliases = reader.read(aliasesSchema, file?.aliases ?? {}, 'aliases') ?? new Map<string, string>();
  const given = file?.tags === undefined ? undefined : reader.read(tagsSchema, file.tags, 'tags');
  const payers = reader.readEach(payerSchema, file?.payers ?? [], 'payers');
  const owners: Owners = { tags: given ?? tagsOf(rules), teams, aliases, rules, payers };
  const isWhole = teams.length === (file?.teams.length ?? 0);
  // Of teams that are not well formed the codes are not known, and names of them no faults.
  faults.push(...findOwnerFaults(isWhole ? owners : { ...owners, teams: [] }));
  if (faults.length === 0) return owners;
  const lines = [...new Set(faults.map(({ where, what }) => `  ${where} ${what}`))];
  const count = lines.length === 1 ? 'a fault' : `${lines.length} faults`;
  throw new BadInputError('owners.invalid', `the owners document has ${count}:\n${lines.join('\n')}`);
};
