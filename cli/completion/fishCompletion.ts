import type { CommandOption } from '#cli/command.ts';
import type { Completion } from './completions.ts';

/** A text within single quotes. */
const quote = (text: string): string => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;

const describeValue = ({ takesValue, choices }: CommandOption): string => {
  if (!takesValue) return ' -f';
  return choices.length === 0 ? ' -r' : ` -x -a ${quote(choices.join(' '))}`;
};

const linesOf = ({ name, summary, words, options }: Completion): string[] => {
  const within = `complete -c tenner -n ${quote(`__fish_seen_subcommand_from ${name}`)}`;
  return [
    `complete -c tenner -f -n __fish_use_subcommand -a ${name} -d ${quote(summary)}`,
    ...(words.length === 0 ? [] : [`${within} -f -a ${quote(words.join(' '))}`]),
    ...options.map((option) => `${within} -l ${option.name.slice(2)}${describeValue(option)}`),
  ];
};

/** Completion of `tenner` for fish. */
export const fishCompletion = (completions: readonly Completion[]): string =>
  [
    '# Completion of tenner for fish: tenner completion fish > ~/.config/fish/completions/tenner.fish',
    ...completions.flatMap(linesOf),
    '',
  ].join('\n');
