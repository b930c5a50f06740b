import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { configSchema } from '#cli/api/profiles.ts';
import { commands } from '#cli/commands.ts';
import { findCommand } from '#cli/findCommand.ts';

const text = readFileSync(resolve(import.meta.dirname, '../../../docs/cli.md'), 'utf8');

describe('docs/cli.md', () => {
  it('shows a config file as it may be', () => {
    const [, json = ''] = /```json\n(.*?)```/s.exec(text) ?? [];
    expect(Object.keys(configSchema.parse(JSON.parse(json)).profiles)).toEqual(['default', 'ci', 'fixed']);
  });

  it('names commands that are there', () => {
    const named = [...text.matchAll(/(?:^\$ |`|\()tenner ([a-z][a-z-]*)/gm)].map(([, name = '']) => name);
    expect(named.length).toBeGreaterThan(8);
    expect(named.filter((name) => findCommand(commands, name, undefined) === undefined)).toEqual([]);
  });
});
