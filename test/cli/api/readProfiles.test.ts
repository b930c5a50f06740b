import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { configFileOf, readProfiles } from '#cli/api/readProfiles.ts';

const folder = mkdtempSync(join(tmpdir(), 'tenner-config-'));
const file = join(folder, 'config.json');

const read = async (content: unknown, mode = 0o600) => {
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
  chmodSync(file, mode);
  const warnings: string[] = [];
  const profiles = await readProfiles(file, (text) => warnings.push(text));
  return { profiles, warnings };
};

const profile = { url: 'https://a.test' };

describe('readProfiles', () => {
  afterAll(() => rmSync(folder, { recursive: true }));

  it('gives none where there is no file', async () => {
    expect(await readProfiles(join(folder, 'none.json'), () => {})).toEqual({});
  });

  it('reads profiles by token, command and signature', async () => {
    const profiles = {
      default: { ...profile, token: 'abc' },
      made: { ...profile, tokenCommand: ['give', '--fresh'] },
      signed: { ...profile, sigv4: { region: 'eu-central-1' } },
    };
    expect(await read({ profiles })).toEqual({ profiles, warnings: [] });
  });

  it('tells everything that is wrong at once, and nothing that is secret', async () => {
    const profiles = {
      one: { url: 'nowhere', token: 'my secret' },
      two: { url: 'https://a.test', token: 'secret', sigv4: { region: 'x' } },
      three: { tokenCommand: [], tokn: 'secret' },
    };
    const message = await read({ profiles }).catch((error: Error) => error.message);
    expect(String(message).split('\n')).toEqual([
      `${file} is wrong:`,
      '  profiles.one.url: expected the API’s URL such as https://abc123.execute-api.eu-central-1.amazonaws.com',
      '  profiles.one.token: expected a token: printable characters without spaces, such as eyJhbGciOi…',
      '  profiles.two: expected one of token, tokenCommand and sigv4, not several',
      '  profiles.three.url: Invalid input: expected string, received undefined',
      expect.stringContaining('  profiles.three.tokenCommand.0: '),
      '  profiles.three: Unrecognized key: "tokn"',
    ]);
    expect(message).not.toContain('secret');
  });

  it.each(['{ "token": "secret" oops', '{ "token": secret }', '{"profiles":{"a":{"token":"secret"}}', ''])(
    'says that %s is not JSON, and shows nothing of it',
    async (text) => {
      const message = await read(text).catch((error: Error) => error.message);
      expect(message).toMatch(/config\.json is not JSON(, at line 1 column \d+)?$/);
    },
  );

  it('warns when others can read a token', async () => {
    const profiles = { default: { ...profile, token: 'abc' } };
    expect((await read({ profiles }, 0o644)).warnings).toEqual([
      `${file} has a token in it and can be read by others (mode 644): chmod 600 ${file}`,
    ]);
    expect((await read({ profiles }, 0o640)).warnings).toHaveLength(1);
    expect((await read({ profiles: { default: profile } }, 0o644)).warnings).toEqual([]);
  });
});

describe('configFileOf', () => {
  it('looks where XDG says, and else in ~/.config', () => {
    expect(configFileOf({ XDG_CONFIG_HOME: '/x' })).toBe('/x/tenner/config.json');
    expect(configFileOf({})).toBe(join(homedir(), '.config/tenner/config.json'));
    expect(configFileOf({ XDG_CONFIG_HOME: 'relative' })).toBe(join(homedir(), '.config/tenner/config.json'));
  });
});
