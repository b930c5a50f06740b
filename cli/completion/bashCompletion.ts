import type { Completion } from './completions.ts';

const valueCases = ({ name, options }: Completion): string[] =>
  options
    .filter(({ takesValue }) => takesValue)
    .map(({ name: option, choices }) => `    '${name} ${option}') offered='${choices.join(' ')}' ;;`);

const commandCase = ({ name, words, options }: Completion): string =>
  `    ${name}) offered='${[...words, ...options.map((option) => option.name)].join(' ')}' ;;`;

/** Completion of `tenner` for bash. It looks at nothing but the command line. */
export const bashCompletion = (completions: readonly Completion[]): string => `\
# Completion of tenner for bash: source <(tenner completion bash)
_tenner() {
  local current="\${COMP_WORDS[COMP_CWORD]}" before="\${COMP_WORDS[COMP_CWORD - 1]}" offered=''
  COMPREPLY=()
  # Bash takes --sort=cost for three words.
  if [ "$current" = '=' ]; then current=''
  elif [ "$before" = '=' ]; then before="\${COMP_WORDS[COMP_CWORD - 2]}"
  fi
  if [ "$COMP_CWORD" -eq 1 ]; then
    COMPREPLY=($(compgen -W '${completions.map(({ name }) => name).join(' ')}' -- "$current"))
    return
  fi
  case "\${COMP_WORDS[1]} $before" in
${completions.flatMap(valueCases).join('\n')}
    *)
  case "\${COMP_WORDS[1]}" in
${completions.map(commandCase).join('\n')}
  esac ;;
  esac
  COMPREPLY=($(compgen -W "$offered" -- "$current"))
}
complete -o bashdefault -o default -F _tenner tenner
`;
