import type { ParseArgsOptionsConfig } from 'node:util';
import { type ConnectionFlags, connectionOptions } from '#cli/api/connectionOptions.ts';
import { parseOptions } from '#cli/parseOptions.ts';
import { UsageError } from '#cli/usageError.ts';
import { mostRows } from '#shared/api/questionParams.ts';
import type { Parameter } from './parameters.ts';
import type { QuestionCommand } from './questionCommand.ts';

/** What a command line asks, in which form. */
export type Question = {
  /** Parameters of the path and of the query. */
  given: Readonly<Record<string, string>>;
  /** Options that say what to enclose. */
  enclosed: Readonly<Record<string, string>>;
  form: 'table' | 'json' | 'csv';
  /** Whether all pages are wanted. */
  isWhole: boolean;
  connection: ConnectionFlags;
};

/**
 * Arguments as `parseArgs` takes them: `--include-idle=false` as `--no-include-idle`, and a choice that begins with a dash, as of
 * `--sort -cost`, in one with its option.
 */
const joinArgs = (args: readonly string[], parameters: readonly Parameter[]): string[] => {
  const joined: string[] = [];
  for (const arg of args) {
    const before = parameters.find(({ option }) => `--${option}` === joined.at(-1));
    const [, option, value] = /^--([^=]+)=(true|false)$/.exec(arg) ?? [];
    if (arg.startsWith('-') && before?.choices.includes(arg)) joined.push(`${joined.pop()}=${arg}`);
    else if (parameters.some((each) => each.isFlag && each.option === option))
      joined.push(value === 'true' ? `--${option}` : `--no-${option}`);
    else joined.push(arg);
  }
  return joined;
};

const optionsOf = ({ parameters, operation, view }: QuestionCommand): ParseArgsOptionsConfig => ({
  ...Object.fromEntries(
    [...parameters, ...(view?.enclosure?.options ?? [])].map((each) => [
      each.option,
      { type: 'isFlag' in each && each.isFlag ? ('boolean' as const) : ('string' as const), multiple: true },
    ]),
  ),
  json: { type: 'boolean' },
  ...(operation.hasCsv ? { csv: { type: 'boolean' as const } } : {}),
  ...('cursor' in operation.query ? { all: { type: 'boolean' as const } } : {}),
  ...connectionOptions,
});

const readValue = (
  { option, isRepeatable, given }: Pick<Parameter, 'option' | 'isRepeatable' | 'given'>,
  values: unknown,
): string | undefined => {
  const texts = Array.isArray(values) ? values.map(String) : [];
  if (texts.length > 1 && !isRepeatable)
    throw new UsageError(`--${option} is given ${texts.length} times; expected it once`);
  return texts.length === 0 ? given : texts.join('+');
};

const readPath = ({ name, places }: QuestionCommand, positionals: readonly string[]) => {
  const wanted = places.map((place) => place.toUpperCase()).join(' ');
  if (positionals.length !== places.length || positionals.includes(''))
    throw new UsageError(
      `${name} takes ${wanted === '' ? `no ${JSON.stringify(positionals[0])}` : wanted}; see tenner ${name} --help`,
    );
  return places.map((place, index) => [place, positionals[index] ?? ''] as const);
};

/** Reads a command line into a question. @throws UsageError for what is no option, or is given wrongly. */
export const readQuestion = (command: QuestionCommand, args: readonly string[]): Question => {
  const { parameters, view } = command;
  const { values, positionals } = parseOptions(joinArgs(args, parameters), optionsOf(command));
  if (values.json === true && values.csv === true)
    throw new UsageError('--json and --csv are both given; expected one of them');
  const text = (value: unknown) => (typeof value === 'string' ? value : undefined);
  const isWhole = values.all === true;
  const query = parameters.flatMap((parameter) => {
    const value = readValue(parameter, values[parameter.option]);
    if (value !== undefined) return [[parameter.name, value] as const];
    return isWhole && parameter.name === 'limit' ? [[parameter.name, String(mostRows)] as const] : [];
  });
  const enclosed = (view?.enclosure?.options ?? []).flatMap(({ option }) => {
    const value = readValue({ option, isRepeatable: false, given: undefined }, values[option]);
    return value === undefined ? [] : [[option, value] as const];
  });
  return {
    given: Object.fromEntries([...readPath(command, positionals), ...query]),
    enclosed: Object.fromEntries(enclosed),
    form: values.json === true ? 'json' : values.csv === true ? 'csv' : 'table',
    isWhole,
    connection: { url: text(values.url), token: text(values.token), profile: text(values.profile) },
  };
};
