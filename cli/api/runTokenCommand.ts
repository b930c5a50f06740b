import { spawn } from 'node:child_process';
import { UsageError } from '#cli/usageError.ts';
import { bearerToken } from './profiles.ts';

/** A command may open a browser and wait for whoever sits there. */
const patienceSeconds = 120;

/** Whether it may read what the user types; not where the input is a conversation with somebody else. */
export type CommandInput = 'inherit' | 'ignore';

type Ended = { output: string; end: string | undefined };

/** What it writes beside the token, and what it asks, is for the user to see and answer. */
const run = ([file, ...args]: readonly [string, ...string[]], input: CommandInput): Promise<Ended> =>
  new Promise((resolve) => {
    const child = spawn(file, args, {
      stdio: [input, 'pipe', 'inherit'],
      timeout: patienceSeconds * 1000,
    });
    let output = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
    child.on('error', (error: NodeJS.ErrnoException) => {
      resolve({ output, end: error.code === 'ENOENT' ? 'there is no such command' : `${error.code}` });
    });
    child.on('close', (code, signal) => {
      resolve({ output, end: code === 0 ? undefined : `it ended with ${signal ?? `exit code ${code}`}` });
    });
  });

/**
 * Runs a profile's command, without a shell, and takes what it prints for the token.
 * @throws UsageError when it fails or prints something else; it never shows what was printed.
 */
export const runTokenCommand = async (
  command: readonly [string, ...string[]],
  from: string,
  input: CommandInput = 'inherit',
): Promise<string> => {
  const { output, end } = await run(command, input);
  const what = `tokenCommand of ${from}, ${command[0]}`;
  if (end !== undefined) throw new UsageError(`${what}: ${end}`);
  const token = output.trim();
  if (bearerToken.safeParse(token).success) return token;
  throw new UsageError(`${what}: printed ${token === '' ? 'nothing' : 'something else than one token'}`);
};
