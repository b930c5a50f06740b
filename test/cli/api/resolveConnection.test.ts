import { describe, expect, it } from 'vitest';
import type { Profiles } from '#cli/api/profiles.ts';
import { resolveConnection } from '#cli/api/resolveConnection.ts';

const profiles: Profiles = {
  default: { url: 'https://main.test', token: 'main-token' },
  other: { url: 'https://other.test/stage/', tokenCommand: ['give', 'token'] },
  signed: { url: 'https://signed.test', sigv4: { region: 'eu-central-1', awsProfile: 'work' } },
  bare: { url: 'https://bare.test' },
};

const resolve = (
  flags: { url?: string; token?: string; profile?: string } = {},
  variables: Record<string, string> = {},
  given: Profiles = profiles,
) => resolveConnection({ flags, variables, profiles: given, configFile: '/home/me/config.json' });

const token = (text: string, from: string) => ({ kind: 'token', token: text, from });
const none = { kind: 'none', withheld: undefined };

describe('resolveConnection', () => {
  it('takes the local API where nothing is said', () => {
    expect(resolve({}, {}, {})).toEqual({ url: 'http://127.0.0.1:4570', credentials: none });
  });

  it('takes the profile named default', () => {
    expect(resolve()).toEqual({
      url: 'https://main.test',
      credentials: token('main-token', 'profile "default"'),
    });
  });

  it('takes variables before a profile, and flags before variables', () => {
    const variables = { TENNER_URL: 'https://env.test', TENNER_TOKEN: 'env-token' };
    expect(resolve({}, variables)).toEqual({
      url: 'https://env.test',
      credentials: token('env-token', 'TENNER_TOKEN'),
    });
    expect(resolve({ url: 'http://flag.test', token: 'flag-token' }, variables)).toEqual({
      url: 'http://flag.test',
      credentials: token('flag-token', '--token'),
    });
  });

  it('takes a profile that a flag names before variables, and one that a variable names after them', () => {
    const variables = { TENNER_URL: 'https://env.test', TENNER_PROFILE: 'other' };
    expect(resolve({ profile: 'other' }, variables)).toEqual({
      url: 'https://other.test/stage',
      credentials: { kind: 'command', command: ['give', 'token'], from: 'profile "other"' },
    });
    expect(resolve({}, variables).url).toBe('https://env.test');
    expect(resolve({}, { TENNER_PROFILE: 'signed' })).toEqual({
      url: 'https://signed.test',
      credentials: { kind: 'sigv4', region: 'eu-central-1', awsProfile: 'work' },
    });
  });

  it('takes a token alone to whatever URL is meant', () => {
    expect(resolve({}, { TENNER_TOKEN: 'env-token' })).toEqual({
      url: 'https://main.test',
      credentials: token('env-token', 'TENNER_TOKEN'),
    });
  });

  it('gives a token that came with a URL to no other URL', () => {
    expect(resolve({ url: 'https://elsewhere.test' }).credentials).toEqual({
      kind: 'none',
      withheld: 'that of profile "default" is for https://main.test alone',
    });
    const variables = { TENNER_URL: 'https://env.test', TENNER_TOKEN: 'env-token' };
    expect(resolve({ profile: 'bare' }, variables).credentials).toEqual({
      kind: 'none',
      withheld: 'that of TENNER_TOKEN is for https://env.test alone',
    });
  });

  it('gives it to the same host by another path', () => {
    expect(resolve({ url: 'https://main.test/stage' }).credentials).toMatchObject({ kind: 'token' });
    expect(resolve({ url: 'http://main.test' }).credentials).toMatchObject({ kind: 'none' });
    expect(resolve({ url: 'https://main.test:8443' }).credentials).toMatchObject({ kind: 'none' });
  });

  it.each([
    ['https://a.test/', 'https://a.test'],
    ['https://a.test/v1', 'https://a.test'],
    ['https://a.test/iam/v1/', 'https://a.test'],
    ['https://a.test/prod/v1', 'https://a.test/prod'],
  ])('takes %s for %s', (given, url) => {
    expect(resolve({ url: given }).url).toBe(url);
  });

  it('takes an empty variable for none', () => {
    expect(resolve({}, { TENNER_URL: '', TENNER_TOKEN: '', TENNER_PROFILE: '' }).url).toBe(
      'https://main.test',
    );
  });

  it('says which profile may be meant', () => {
    expect(() => resolve({ profile: 'othr' })).toThrow(
      'there is no profile "othr" in /home/me/config.json; is "other" meant?',
    );
    expect(() => resolve({ profile: 'toString' })).toThrow('there is no profile "toString"');
  });

  it.each([
    [{ url: 'main.test' }, '--url: expected the API’s URL such as https://'],
    [{ url: 'file:///etc/passwd' }, '--url: expected the API’s URL'],
    [{ url: 'https://me:secret@main.test' }, '--url: expected the API’s URL'],
    [{ url: '' }, '--url: expected the API’s URL'],
    [{ token: 'two words' }, '--token: expected a token'],
    [{ token: 'a\r\nx-evil: 1' }, '--token: expected a token'],
  ])('refuses %j without showing it', (flags, message) => {
    const text = (() => {
      try {
        resolve(flags);
        return '';
      } catch (error) {
        return error instanceof Error ? error.message : '';
      }
    })();
    expect(text.startsWith(message)).toBe(true);
    expect(text).not.toMatch(/secret|two words|evil|passwd/);
  });
});
