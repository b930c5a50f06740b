import { exitHelp } from '#cli/exitCodes.ts';
import { wrapText } from '#cli/wrapText.ts';
import type { Parameter } from './parameters.ts';
import type { QuestionCommand } from './questionCommand.ts';

const width = 120;
const indent = 26;

type Described = readonly [option: string, text: string];

const layOut = ([option, text]: Described): string[] => {
  const [first = '', ...others] = wrapText(text, width - indent);
  const head = `  ${option}`;
  const lines = others.map((line) => `${' '.repeat(indent)}${line}`);
  if (head.length < indent) return [`${head.padEnd(indent)}${first}`, ...lines];
  return [head, `${' '.repeat(indent)}${first}`, ...lines];
};

const upperFirst = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

const describe = ({
  option,
  description: told,
  choices,
  isFlag,
  isRepeatable,
  given,
  usually,
}: Parameter): Described => {
  const isOn = isFlag && usually === 'true';
  const name = `--${isOn ? 'no-' : ''}${option}`;
  // The API says what `false` does, and that is what this option says.
  const description = isOn ? upperFirst(told.replace(/^false /, '')) : told;
  const value = isFlag ? '' : ` ${option.split('-').at(-1)?.toUpperCase()}`;
  const default_ =
    usually === undefined || isFlag ? [] : [`default${given === undefined ? '' : ' here'} ${usually}`];
  const notes = [
    ...(choices.length === 0 ? [] : [`one of ${choices.join(', ')}`]),
    ...(isRepeatable ? ['several are joined by +'] : []),
    ...default_,
  ];
  return [`${name}${value}`, `${description}${notes.length === 0 ? '' : ` (${notes.join('; ')})`}`];
};

const formsOf = ({ operation }: QuestionCommand): Described[] => [
  ['--json', 'print the answer as JSON, as the API gives it'],
  ...(operation.hasCsv ? [['--csv', 'print the API’s own CSV, byte for byte'] as const] : []),
  ...('cursor' in operation.query
    ? [['--all', 'read all pages and print them as one; without it, one page and how to get more'] as const]
    : []),
];

const enclosedOf = ({ view }: QuestionCommand): Described[] =>
  (view?.enclosure?.options ?? []).map(({ option, value, description }) => [
    `--${option} ${value}`,
    description,
  ]);

const connection: readonly Described[] = [
  ['--url URL', 'the API (else TENNER_URL, else the profile’s, else http://127.0.0.1:4570)'],
  ['--token TOKEN', 'whose question it is (else TENNER_TOKEN, else the profile’s)'],
  [
    '--profile NAME',
    'a profile of ~/.config/tenner/config.json (else TENNER_PROFILE, else default); see docs/cli.md',
  ],
];

const examplesOf = ({ name, places, view }: QuestionCommand): string[] => {
  const call = ['tenner', name, ...places.map((place) => place.toUpperCase())].join(' ');
  const given = view?.examples ?? [
    ['', 'as a table'],
    ['--json', 'as the API gives it'],
  ];
  const commands = given.map(([args = '', what = '']) => [`${call} ${args}`.trimEnd(), what] as const);
  const longest = Math.max(...commands.map(([command]) => command.length));
  return commands.map(([command, what]) => `  ${command.padEnd(longest)}   # ${what}`);
};

const lowerFirst = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);

/** What `--help` says of a command that asks the API: all its options, from the API's own description. */
export const questionHelp = (command: QuestionCommand): string => {
  const { name, operation, places, parameters } = command;
  const call = ['tenner', name, ...places.map((place) => place.toUpperCase())].join(' ');
  return [
    `${call}: ${lowerFirst(operation.summary)}`,
    '',
    ...wrapText(operation.description, width),
    '',
    ...parameters.map(describe).flatMap(layOut),
    ...enclosedOf(command).flatMap(layOut),
    ...formsOf(command).flatMap(layOut),
    '',
    ...connection.flatMap(layOut),
    '',
    exitHelp,
    '',
    ...examplesOf(command),
  ].join('\n');
};
