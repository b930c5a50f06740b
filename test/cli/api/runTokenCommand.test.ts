import { describe, expect, it } from 'vitest';
import { runTokenCommand } from '#cli/api/runTokenCommand.ts';

const node = (script: string): [string, ...string[]] => [process.execPath, '-e', script];

describe('runTokenCommand', () => {
  it('takes what a command prints, without the line’s end', async () => {
    expect(await runTokenCommand(node('console.log("abc.def")'), 'profile "a"')).toBe('abc.def');
  });

  it('gives arguments as they are: no shell reads them', async () => {
    const command: [string, ...string[]] = [...node('console.log(process.argv[1].length)'), '$(exit 1) ; "'];
    expect(await runTokenCommand(command, 'profile "a"')).toBe('13');
  });

  it.each([
    ['ends badly', node('console.log("secret"); process.exit(3)'), 'it ended with exit code 3'],
    ['prints nothing', node(''), 'printed nothing'],
    ['prints more', node('console.log("secret and more")'), 'printed something else than one token'],
    ['is not there', ['/no/such/command'] as [string], 'there is no such command'],
  ])('says of a command that %s so, and shows nothing that it printed', async (_, command, end) => {
    const message = await runTokenCommand(command, 'profile "a"').catch((error: Error) => error.message);
    expect(message).toBe(`tokenCommand of profile "a", ${command[0]}: ${end}`);
  });
});
