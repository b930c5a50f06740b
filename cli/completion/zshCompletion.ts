import type { CommandOption } from '#cli/command.ts';
import type { Completion } from './completions.ts';

/** A text within single quotes. */
const quote = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;

const describeCommand = ({ name, summary }: Completion): string =>
  quote(`${name}:${summary.replaceAll('\\', '\\\\').replaceAll(':', '\\:')}`);

const describeOption = ({ name, choices, takesValue }: CommandOption): string => {
  if (!takesValue) return quote(name);
  return quote(`${name}=:value:${choices.length === 0 ? '_files' : `(${choices.join(' ')})`}`);
};

const commandCase = ({ name, words, options }: Completion): string => {
  const first = words.length === 0 ? '*:argument:_files' : `2:word:(${words.join(' ')})`;
  const specs = [...options.map(describeOption), quote(first)];
  return `    ${name})\n      _arguments ${specs.join(' ')} ;;`;
};

/** Completion of `tenner` for zsh, to be sourced or to stand in a folder of `fpath` as `_tenner`. */
export const zshCompletion = (completions: readonly Completion[]): string => `\
#compdef tenner
# Completion of tenner for zsh: source <(tenner completion zsh)
_tenner() {
  if (( CURRENT == 2 )); then
    local -a commands=(
      ${completions.map(describeCommand).join('\n      ')}
    )
    _describe command commands
    return
  fi
  case $words[2] in
${completions.map(commandCase).join('\n')}
  esac
}
if [ "$funcstack[1]" = _tenner ]; then _tenner "$@"; else compdef _tenner tenner; fi
`;
