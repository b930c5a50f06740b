import { readFile } from 'node:fs/promises';
import { fromCaller } from '#cli/fromCaller.ts';
import { UsageError } from '#cli/usageError.ts';

/** A file's text, its name as the user gives it. @throws UsageError when it cannot be read. */
export const readDocumentFile = async (name: string): Promise<string> => {
  return readFile(fromCaller(name), 'utf8').catch((error: unknown) => {
    throw new UsageError(`${name} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  });
};

/**
 * The one file that a command is given.
 * @param command with its own, as in `owners apply`.
 * @throws UsageError when there is none, or more.
 */
export const onlyFile = (command: string, positionals: readonly string[]): string => {
  const [file, ...others] = positionals;
  if (file && others.length === 0) return file;
  const [name] = command.split(' ');
  throw new UsageError(`${command} takes one file, not ${positionals.length}; see tenner ${name} --help`);
};
