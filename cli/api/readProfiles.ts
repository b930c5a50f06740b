import { readFile, stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';
import { UsageError } from '#cli/usageError.ts';
import { configSchema, type Profiles } from './profiles.ts';

type Variables = Readonly<Record<string, string | undefined>>;

/** `~/.config/tenner/config.json`, or in XDG_CONFIG_HOME; which counts only as an absolute path, as XDG has it. */
export const configFileOf = ({ XDG_CONFIG_HOME: folder = '' }: Variables): string =>
  join(isAbsolute(folder) ? folder : join(homedir(), '.config'), 'tenner', 'config.json');

/** Where a text is no JSON. The parser's own message shows what stands there, which may be a token. */
const placeOf = (error: unknown): string => {
  const [, place] = /\((line \d+ column \d+)\)/.exec(error instanceof Error ? error.message : '') ?? [];
  return place === undefined ? '' : `, at ${place}`;
};

const parseJson = (text: string, file: string): unknown => {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new UsageError(`${file} is not JSON${placeOf(error)}`);
  }
};

const warnOfReaders = async (
  file: string,
  profiles: Profiles,
  warn: (text: string) => void,
): Promise<void> => {
  const hasToken = Object.values(profiles).some(({ token }) => token !== undefined);
  if (!hasToken || process.platform === 'win32') return;
  const mode = (await stat(file)).mode & 0o777;
  if ((mode & 0o044) === 0) return;
  warn(`${file} has a token in it and can be read by others (mode ${mode.toString(8)}): chmod 600 ${file}`);
};

const readText = async (file: string): Promise<string | undefined> => {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    throw new UsageError(`${file} cannot be read (${code})`);
  }
};

/**
 * The profiles of the user's config file; none where there is no file.
 * @param warn told when others could read a token.
 * @throws UsageError with all that is wrong with the file, and nothing of what is secret in it.
 */
export const readProfiles = async (file: string, warn: (text: string) => void): Promise<Profiles> => {
  const text = await readText(file);
  if (text === undefined) return {};
  const parsed = configSchema.safeParse(parseJson(text, file));
  if (!parsed.success) {
    const faults = parsed.error.issues.map(
      ({ path, message }) => `  ${path.join('.') || 'the file'}: ${message}`,
    );
    throw new UsageError(`${file} is wrong:\n${faults.join('\n')}`);
  }
  await warnOfReaders(file, parsed.data.profiles, warn);
  return parsed.data.profiles;
};
