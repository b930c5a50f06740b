#!/usr/bin/env node
import { access, accessHelp } from './commands/access.ts';
import { backfill, backfillHelp } from './commands/backfill.ts';
import { check, checkHelp } from './commands/check.ts';
import { owners, ownersHelp } from './commands/owners.ts';
import { rates, ratesHelp } from './commands/rates.ts';
import { replay, replayHelp } from './commands/replay.ts';
import { start, startHelp } from './commands/start.ts';
import { unitCost, unitCostCommandHelp } from './commands/unitCost.ts';
import { UsageError } from './usageError.ts';

type Command = { run(args: string[]): Promise<void>; help: string };

const commands: ReadonlyMap<string, Command> = new Map([
  ['start', { run: start, help: startHelp }],
  ['replay', { run: replay, help: replayHelp }],
  ['backfill', { run: backfill, help: backfillHelp }],
  ['check', { run: check, help: checkHelp }],
  ['unit-cost', { run: unitCost, help: unitCostCommandHelp }],
  ['owners', { run: owners, help: ownersHelp }],
  ['rates', { run: rates, help: ratesHelp }],
  ['access', { run: access, help: accessHelp }],
]);

const help = `tenner: the exact cost of every model, copy, GPU and team on Amazon SageMaker AI endpoints

  tenner start     plays the example fleets on this machine, shows what they cost, and keeps running
  tenner replay    plays a fleet trace and shows what it cost
  tenner backfill  builds history before the first run of a deployed or local stack
  tenner check     shows what is held beside what SageMaker describes, what was scaled, and how copies are used
  tenner unit-cost shows what 1,000 invocations, a copy-hour, a GPU-hour and a million tokens cost
  tenner owners    checks, applies and shows the rules that say which team pays for a component
  tenner rates     checks, applies and shows what is paid and what is charged for an instance-hour
  tenner access    applies and shows who may see and change what through the API

  tenner COMMAND --help explains a command and its options.`;

/** Faults of the command line or of what it points at; the rest is a failure of the run. */
const usageCodes: readonly unknown[] = [
  'cli.usage',
  'owners.invalid',
  'rates.invalid',
  'access.invalid',
  'settings.too_large',
  'ledger.too_fine',
  'trace.invalid',
  'tokens.invalid',
  'local.port_taken',
  'local.folder_in_use',
  'local.folder_unusable',
  'template.invalid',
];

const main = async ([name, ...args]: string[]): Promise<void> => {
  if (name === undefined || name === 'help' || name === '--help' || name === '-h') {
    process.stdout.write(`${help}\n`);
    return;
  }
  const command = commands.get(name);
  if (command === undefined) {
    throw new UsageError(`there is no command "${name}"; expected one of ${[...commands.keys()].join(', ')}`);
  }
  if (args.includes('--help') || args.includes('-h')) process.stdout.write(`${command.help}\n`);
  else await command.run(args);
};

// Whoever reads the output may stop early, as `head` does: that is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
});

try {
  await main(process.argv.slice(2));
} catch (error) {
  const known = error instanceof Error && 'code' in error;
  process.stderr.write(`tenner: ${error instanceof Error ? error.message : String(error)}\n`);
  if (!known && error instanceof Error && process.env.TENNER_DEBUG) process.stderr.write(`${error.stack}\n`);
  process.exitCode = known && usageCodes.includes(error.code) ? 2 : 1;
}
