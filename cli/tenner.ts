#!/usr/bin/env node
import { findLookAlike } from '#shared/domain/lookAlike.ts';
import { commands } from './commands.ts';
import { exitCodeOf, isKnown } from './exitCodes.ts';
import { findCommand } from './findCommand.ts';
import { plainLines } from './plainText.ts';
import { tellAwsFailure } from './tellAwsFailure.ts';
import { tellVersion } from './tellVersion.ts';
import { topHelp } from './topHelp.ts';
import { UsageError } from './usageError.ts';

const asksForHelp = (args: readonly string[]): boolean => args.includes('--help') || args.includes('-h');

/** Of all commands of a name: one may ask the API, and another go to the table. */
const helpOf = async (name: string): Promise<string> => {
  const own = commands.filter((command) => command.name === name);
  const loaded = await Promise.all(own.map((command) => command.load()));
  return loaded.map(({ help }) => help).join('\n\n');
};

const refuse = (name: string): UsageError => {
  const names = [...new Set(commands.map((command) => command.name))];
  const near = findLookAlike(name, names);
  const hint = near === undefined ? '' : `; is ${near} meant?`;
  return new UsageError(`there is no command "${name}"${hint}; expected one of ${names.join(', ')}`);
};

const main = async ([first, ...args]: string[]): Promise<void> => {
  const [name, ...rest] = first === 'help' ? [...args, '--help'] : [first, ...args];
  if (name === undefined || name === '--help' || name === '-h') {
    process.stdout.write(`${topHelp(commands)}\n`);
    return;
  }
  if (name === '--version' || name === 'version') {
    process.stdout.write(`${await tellVersion()}\n`);
    return;
  }
  const command = findCommand(commands, name, rest[0]);
  if (command === undefined) throw refuse(name);
  if (asksForHelp(rest)) process.stdout.write(`${await helpOf(name)}\n`);
  else await (await command.load()).run(rest);
};

// Whoever reads the output may stop early, as `head` does: that is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
});

try {
  await main(process.argv.slice(2));
} catch (thrown) {
  const error = tellAwsFailure(thrown);
  // What is told may have names in it that others have given.
  process.stderr.write(`tenner: ${plainLines(error instanceof Error ? error.message : String(error))}\n`);
  if (!isKnown(error) && error instanceof Error && process.env.TENNER_DEBUG)
    process.stderr.write(`${error.stack}\n`);
  process.exitCode = exitCodeOf(error);
}
