import { commands } from '#cli/commands.ts';
import { exitCodeOf } from '#cli/exitCodes.ts';
import { findCommand } from '#cli/findCommand.ts';
import { plainLines } from '#cli/plainText.ts';
import type { Finished } from './runTenner.ts';

/** Keeps what is written to a stream, instead of writing it, until it is released. */
const capture = (stream: NodeJS.WriteStream) => {
  const { write } = stream;
  let text = '';
  stream.write = ((part: string | Uint8Array) => {
    text += typeof part === 'string' ? part : Buffer.from(part).toString('utf8');
    return true;
  }) as typeof write;
  return () => {
    stream.write = write;
    return text;
  };
};

/**
 * Runs a command as `tenner` does, in this process, which takes milliseconds where a process of its own takes half a second.
 * @param variables set in the environment meanwhile: one command at a time.
 */
export const callTenner = async (
  variables: Readonly<Record<string, string>>,
  name: string,
  ...args: string[]
): Promise<Finished> => {
  const before = Object.keys(variables).map((each) => [each, process.env[each]] as const);
  Object.assign(process.env, variables);
  const [endOutput, endErrors] = [capture(process.stdout), capture(process.stderr)];
  let code = 0;
  let message = '';
  try {
    await (await findCommand(commands, name, args[0])?.load())?.run(args);
  } catch (error) {
    code = exitCodeOf(error);
    message = `tenner: ${plainLines(error instanceof Error ? error.message : String(error))}\n`;
  } finally {
    for (const [each, value] of before) {
      if (value === undefined) delete process.env[each];
      else process.env[each] = value;
    }
  }
  const [stdout, stderr] = [endOutput(), endErrors()];
  return { code, stdout, stderr: `${stderr}${message}` };
};
