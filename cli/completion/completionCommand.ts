import type { Command } from '#cli/command.ts';
import { parseOptions } from '#cli/parseOptions.ts';
import { UsageError } from '#cli/usageError.ts';
import { bashCompletion } from './bashCompletion.ts';
import { completionsOf } from './completions.ts';
import { fishCompletion } from './fishCompletion.ts';
import { zshCompletion } from './zshCompletion.ts';

const shells = new Map([
  ['bash', bashCompletion],
  ['zsh', zshCompletion],
  ['fish', fishCompletion],
]);

const help = `tenner completion bash|zsh|fish: prints a script by which the shell completes commands, options and their choices

  source <(tenner completion bash)
  source <(tenner completion zsh)
  tenner completion fish > ~/.config/fish/completions/tenner.fish`;

/** @param all every command, this one too. */
export const completionCommand = (all: () => readonly Command[]): Command => ({
  name: 'completion',
  group: 'machine',
  summary: 'prints a script by which a shell completes commands and options',
  words: [...shells.keys()],
  places: [],
  load: async () => ({
    help,
    options: [{ name: '--help', choices: [], takesValue: false }],
    run: async (args) => {
      const { positionals } = parseOptions(args, {});
      const [shell = '', ...more] = positionals;
      const render = shells.get(shell);
      if (render === undefined || more.length > 0)
        throw new UsageError(
          `completion takes one of ${[...shells.keys()].join(', ')}, not "${positionals.join(' ')}"`,
        );
      process.stdout.write(render(await completionsOf(all())));
    },
  }),
});
