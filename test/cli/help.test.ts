import { describe, expect, it } from 'vitest';
import { questionCommands } from '#cli/ask/questionCommands.ts';
import type { Command } from '#cli/command.ts';
import { commands } from '#cli/commands.ts';
import { findCommand } from '#cli/findCommand.ts';
import { topHelp } from '#cli/topHelp.ts';
import { healthOperation } from '#shared/api/healthOperation.ts';
import { operations } from '#shared/api/operations.ts';
import { runTenner } from '#test/harness/runTenner.ts';

describe('tenner --help', () => {
  it('lists every command in its group', async () => {
    const { code, stdout } = await runTenner('--help');
    expect(code).toBe(0);
    const lines = stdout.split('\n');
    const groups = lines.filter((line) => /^\S.*:$/.test(line));
    expect(groups).toEqual([
      'Ask the API (as a table, --json or --csv):',
      'Change what is owned, paid and charged:',
      'Look into a stack, as AWS lets you:',
      'On this machine:',
    ]);
    const listed = lines.filter((line) => line.startsWith('  ')).map((line) => line.trim().split(/[ |]/)[0]);
    expect(new Set(listed)).toEqual(new Set(commands.map(({ name }) => name)));
    expect(stdout).toContain('Exit codes: 0 done; 1 a failure');
    expect((await runTenner()).stdout).toBe(stdout);
  });

  it('says which version it is, and which of the API it knows', async () => {
    for (const ask of ['--version', 'version'])
      expect(await runTenner(ask)).toEqual({
        code: 0,
        stdout: expect.stringMatching(/^tenner \d+\.\d+\.\d+, of API version 1\.\d+\.\d+\n$/),
        stderr: '',
      });
  });

  it('has a command for everything that can be read of the API', () => {
    const reading = operations.filter(({ method, isPage }) => method === 'GET' && isPage !== true);
    expect(commands.filter(({ group }) => group === 'costs')).toHaveLength(reading.length);
    expect(topHelp(commands)).toContain('  costs ');
  });

  it('has none for what is changed, or is a page for people', () => {
    const page = { ...healthOperation, isPage: true };
    const change = { ...healthOperation, method: 'PUT' as const };
    expect(questionCommands([page, change], [])).toEqual([]);
  });

  it('explains options from the API’s description, with choices, defaults and examples', async () => {
    const { code, stdout } = await runTenner('costs', '--help');
    expect(code).toBe(0);
    expect(stdout.replace(/\s+/g, ' ')).toContain(
      '--cost-basis BASIS allocation: what is held; usage: what of it is used, and what is waste (one of allocation, usage; default allocation)',
    );
    expect(stdout.replace(/\s+/g, ' ')).toContain(
      '--no-include-idle Leaves out what nobody holds and nobody bears --filter',
    );
    expect(stdout).toContain('(default here month)');
    expect(stdout).toContain('tenner costs --window lastmonth --aggregate team --share-idle share');
    expect((await runTenner('help', 'costs')).stdout).toBe(stdout);
  });

  it('explains what can be enclosed, and for what AWS credentials are needed', async () => {
    const { stdout } = await runTenner('unit-costs', '--help');
    const text = stdout.replace(/\s+/g, ' ');
    expect(text).toContain('--tokens FILE tokens by component and minute');
    expect(text).toContain('s3://BUCKET/KEY, for which AWS credentials are needed');
    const [command] = commands.filter(({ name }) => name === 'unit-costs');
    const options = (await command?.load())?.options.map(({ name }) => name);
    expect(options).toEqual(expect.arrayContaining(['--tokens', '--token-metric', '--token-weights']));
  });

  it('explains what stands in the path as an argument, and has examples without a view', async () => {
    const operation = { ...healthOperation, id: 'readCapacity', path: '/capacity/{endpoint}', hasCsv: true };
    const [command] = questionCommands([operation], []);
    const help = (await command?.load())?.help.split('\n') ?? [];
    expect(help[0]).toBe('tenner capacity ENDPOINT: whether the collector keeps up');
    expect(help.slice(-2)).toEqual([
      '  tenner capacity ENDPOINT          # as a table',
      '  tenner capacity ENDPOINT --json   # as the API gives it',
    ]);
    expect(help.some((line) => line.startsWith('  --csv '))).toBe(true);
  });

  it('knows of two commands of one name which is meant by the word behind it', () => {
    const commandOf = (name: string, summary: string, words: string[] = []): Command => {
      const load = async () => ({ help: '', options: [], run: async () => {} });
      return { name, group: 'costs', summary, words, load };
    };
    const all = [
      commandOf('owners', 'asks'),
      commandOf('owners', 'changes', ['check']),
      commandOf('rates', 'x', ['a']),
    ];
    const meant = (name: string, word?: string) => findCommand(all, name, word)?.summary;
    expect(meant('owners', 'check')).toBe('changes');
    expect([meant('owners'), meant('owners', '--json')]).toEqual(['asks', 'asks']);
    expect(meant('rates', 'b')).toBe('x');
    expect(meant('nothing')).toBe(undefined);
  });
});
