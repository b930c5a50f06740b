import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { askedAt, askedWorld } from '#test/builders/askedWorld.ts';
import { type OpenMcp, openMcp } from '#test/harness/openMcp.ts';
import { runTenner } from '#test/harness/runTenner.ts';
import { serveAnswers } from '#test/harness/serveAnswers.ts';
import { type ServedApi, serveApi } from '#test/harness/serveApi.ts';

const entry = resolve(import.meta.dirname, '../../../cli/tenner.ts');
const today = { window: 'today' };

describe('tenner mcp', () => {
  const folder = mkdtempSync(join(tmpdir(), 'tenner-mcp-'));
  let api: ServedApi;
  let mcp: OpenMcp | undefined;
  const open = async (...given: Parameters<typeof openMcp>): Promise<OpenMcp> => {
    const [variables, ...rest] = given;
    mcp = await openMcp({ XDG_CONFIG_HOME: folder, ...variables }, ...rest);
    return mcp;
  };
  const configure = (profiles: object) => {
    mkdirSync(join(folder, 'tenner'), { recursive: true });
    writeFileSync(join(folder, 'tenner/config.json'), JSON.stringify({ profiles }), { mode: 0o600 });
  };
  beforeAll(async () => {
    const tokens = { 'finance-token': ['finance'], 'red-token': ['team-red'] };
    api = await serveApi({ deps: await askedWorld(), now: askedAt, tokens });
  });
  afterEach(async () => {
    await mcp?.client.close();
    mcp = undefined;
    rmSync(join(folder, 'tenner'), { recursive: true, force: true });
  });
  afterAll(async () => {
    await api.stop();
    rmSync(folder, { recursive: true });
  });

  it.each(['legacy', 'auto'] as const)(
    'answers as the API does, to clients that negotiate %s',
    async (mode) => {
      const { client, call, log } = await open(
        { TENNER_URL: api.url, TENNER_TOKEN: 'finance-token' },
        [],
        mode,
      );
      expect(client.getNegotiatedProtocolVersion()).toBe(mode === 'legacy' ? '2025-11-25' : '2026-07-28');
      const own = await fetch(`${api.url}/v1/costs?window=today&aggregate=team`, {
        headers: { authorization: 'Bearer finance-token' },
      });
      const body = await own.text();
      const { texts, document, isError } = await call('list_costs', { ...today, aggregate: 'team' });
      expect([isError, texts]).toEqual([false, [body]]);
      expect(document).toEqual(JSON.parse(body));
      expect(log()).toBe('');
    },
  );

  it('shows its tools without a token, and tells each question that there is none', async () => {
    const { client, call } = await open({ TENNER_URL: api.url });
    expect((await client.listTools()).tools.map(({ name }) => name)).toContain('list_costs');
    for (const _ of [1, 2]) {
      const { isError, texts } = await call('list_costs', today);
      expect(isError).toBe(true);
      expect(texts).toEqual([expect.stringContaining('wants to know who asks, and there is no token')]);
    }
    configure({ default: { url: api.url, token: 'red-token' } });
    const { document } = await call('list_costs', today);
    expect(document).toMatchObject({ meta: { teams: ['red'] }, total: { costUsd: '1.438000000' } });
  });

  it('shows its tools where the configuration is wrong, and tells each question what is', async () => {
    const { client, call } = await open({}, ['--profile', 'prod']);
    expect((await client.listTools()).tools.length).toBeGreaterThan(0);
    configure({ test: { url: api.url, token: 'finance-token' } });
    expect((await call('read_health', {})).texts[0]).toMatch(/^there is no profile "prod" in .*config.json$/);
    configure({ prod: { url: api.url, token: 'finance-token' } });
    expect((await call('read_health', {})).document).toMatchObject({ status: 'empty' });
  });

  it('has a command give the token, which reads nothing of the conversation', async () => {
    const script = 'process.stdin.resume().on("end", () => console.log("finance-token"))';
    configure({ made: { url: api.url, tokenCommand: [process.execPath, '-e', script] } });
    const { call } = await open({}, ['--profile', 'made']);
    const answers = await Promise.all([call('read_health', {}), call('list_costs', today)]);
    expect(answers.map(({ isError }) => isError)).toEqual([false, false]);
  });

  it('tells everything that is wrong with a question, and what would be right', async () => {
    const { call } = await open({ TENNER_URL: api.url, TENNER_TOKEN: 'finance-token' });
    const { isError, texts } = await call('list_costs', {
      ...today,
      step: '7s',
      costBasis: 'x',
      filter: 'team:bleu',
    });
    expect(isError).toBe(true);
    expect(texts[0]?.split('\n')).toEqual([
      '2 things are wrong:',
      expect.stringMatching(/^ {2}step: step "7s" is no whole part of five minutes; expected one of 10s/),
      '  costBasis: is "x"; expected one of allocation, usage',
    ]);
    expect((await call('list_costs', { ...today, filter: 'team:bleu' })).texts).toEqual([
      'no team "bleu" in this window; there is "blue", "red"',
    ]);
  });

  it('keeps the bound of a page, and goes on from where it ended', async () => {
    const { call } = await open({ TENNER_URL: api.url, TENNER_TOKEN: 'finance-token' });
    const given = { ...today, aggregate: 'team', limit: 1 };
    const first = await call('list_costs', given);
    expect(first.texts).toEqual([expect.any(String), expect.stringContaining('There are more rows')]);
    const { rows, next } = first.document as { rows: unknown[]; next: string };
    expect(rows).toHaveLength(1);
    const second = await call('list_costs', { ...given, cursor: next });
    expect(second.document).toMatchObject({ rows: [{ team: 'red' }] });
    expect((await call('list_costs', { ...today, limit: 100_000 })).texts[0]).toContain(
      'expected a whole number from 1 to 1000',
    );
  });

  /** The process itself, and what it writes when it is given some lines. */
  const speak = (url: string) => {
    const child = spawn(process.execPath, [entry, 'mcp'], {
      env: {
        PATH: process.env.PATH,
        XDG_CONFIG_HOME: folder,
        TENNER_URL: url,
        TENNER_TOKEN: 'finance-token',
      },
    });
    const ended = new Promise<number | null>((done) => child.on('close', done));
    const output = text(child.stdout);
    let heard = '';
    child.stdout.setEncoding('utf8').on('data', (part: string) => {
      heard += part;
    });
    const say = (message: unknown) =>
      child.stdin.write(`${typeof message === 'string' ? message : JSON.stringify(message)}\n`);
    return { child, ended, output, errors: text(child.stderr), heard: () => heard, say };
  };
  const hello = {
    jsonrpc: '2.0',
    id: 1,
    method: 'initialize',
    params: {
      protocolVersion: '2025-06-18',
      capabilities: {},
      clientInfo: { name: 'test', version: '1' },
    },
  };
  const callOf = (id: number, given: unknown) => ({
    jsonrpc: '2.0',
    id,
    method: 'tools/call',
    params: given,
  });

  it('lives through whatever it is told, and writes nothing but JSON-RPC', async () => {
    const { child, ended, output, errors, heard, say } = speak(api.url);
    for (const odd of ['', 'hello', '{', '[]', 'null', '{"jsonrpc":"2.0"}', '{"jsonrpc":"2.0","id":{}}'])
      say(odd);
    say(hello);
    say({ jsonrpc: '2.0', id: 2, method: 'no/such', params: {} });
    say(callOf(3, { name: 7 }));
    say(callOf(4, { name: 'list_costs', arguments: [] }));
    say(callOf(5, { name: 'list_costs' }));
    say(callOf(6, { name: 'read_health', arguments: {} }));
    await expect.poll(() => heard(), { timeout: 10_000 }).toContain('"id":6');
    child.stdin.end();
    expect(await ended).toBe(0);
    const lines = (await output).trimEnd().split('\n');
    const said = lines.map((line) => JSON.parse(line));
    const byId = new Map(said.map((message) => [message.id, message]));
    expect([...byId.keys()].toSorted()).toEqual([1, 2, 3, 4, 5, 6]);
    expect(byId.get(2).error.code).toBe(-32601);
    expect(byId.get(3).error.code).toBe(-32602);
    expect(byId.get(4).error.code).toBe(-32602);
    expect(byId.get(5).result).toMatchObject({ isError: true });
    expect(byId.get(6).result.structuredContent.status).toBe('empty');
    expect(await errors).toMatch(/^(tenner mcp: ignored a line that is no JSON-RPC 2.0\n){3,}/);
  });

  it('ends when its input does, whatever is still under way', async () => {
    const silent = await serveAnswers(() => {});
    const { child, ended, output, say } = speak(silent.url);
    say(hello);
    say({ jsonrpc: '2.0', method: 'notifications/initialized' });
    say(callOf(2, { name: 'read_health', arguments: {} }));
    await expect.poll(() => silent.asked.length, { timeout: 10_000 }).toBe(1);
    const before = performance.now();
    child.stdin.end();
    expect(await ended).toBe(0);
    expect(performance.now() - before).toBeLessThan(5_000);
    expect((await output).split('\n')).toHaveLength(2);
    await silent.stop();
  });

  it('has a help with configurations that can be pasted', async () => {
    const { code, stdout } = await runTenner('mcp', '--help');
    expect(code).toBe(0);
    const [claude, vsCode] = [...stdout.matchAll(/^ {2}\{\n[\s\S]*?^ {2}\}$/gm)].map(([json]) =>
      JSON.parse(json),
    );
    const server = { command: process.execPath, args: [entry, 'mcp'] };
    expect(claude).toMatchObject({ mcpServers: { tenner: server } });
    expect(vsCode).toMatchObject({ servers: { tenner: { type: 'stdio', ...server } } });
  });

  it('refuses at once what is no option', async () => {
    expect(await runTenner('mcp', '--tokn', 'abc')).toMatchObject({
      code: 2,
      stdout: '',
      stderr: expect.stringContaining('is --token meant?'),
    });
    expect(await runTenner('mcp', 'costs')).toMatchObject({ code: 2, stdout: '' });
  });
});
