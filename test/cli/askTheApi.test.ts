import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { askedAt, askedWorld } from '#test/builders/askedWorld.ts';
import { runTennerWith } from '#test/harness/runTenner.ts';
import { answerWith, serveAnswers } from '#test/harness/serveAnswers.ts';
import { type ServedApi, serveApi } from '#test/harness/serveApi.ts';

const entry = resolve(import.meta.dirname, '../../cli/tenner.ts');
/** The `script` of util-linux runs a command on a terminal of its own. */
const hasScript = spawnSync('script', ['--version']).stdout?.includes('util-linux') === true;

const today = ['costs', '--window', 'today'];

describe('tenner, asking the API', () => {
  const folder = mkdtempSync(join(tmpdir(), 'tenner-ask-'));
  let api: ServedApi;
  const variables = () => ({
    TENNER_URL: api.url,
    TENNER_TOKEN: 'finance-token',
    TENNER_PROFILE: '',
    XDG_CONFIG_HOME: folder,
    AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE',
    AWS_SECRET_ACCESS_KEY: 'aws-secret',
  });
  const tenner = (...args: string[]) => runTennerWith(variables(), ...args);
  /** What the API itself says to the same question. */
  const answerOf = async (query: string, accept: string): Promise<string> => {
    const headers = { authorization: 'Bearer finance-token', accept };
    return (await fetch(`${api.url}/v1/costs?${query}`, { headers })).text();
  };
  const configure = (profiles: object) => {
    mkdirSync(join(folder, 'tenner'), { recursive: true });
    writeFileSync(join(folder, 'tenner/config.json'), JSON.stringify({ profiles }), { mode: 0o600 });
  };
  /** A command line as a shell runs it. */
  const shell = async (command: string, more: Record<string, string> = {}) => {
    const child = spawn('bash', ['-c', `set -o pipefail; ${command}`], {
      env: { ...process.env, ...variables(), NODE: process.execPath, TENNER: entry, ...more },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const ended = new Promise<number | null>((done) => child.on('close', done));
    const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr)]);
    return { code: await ended, stdout, stderr };
  };
  beforeAll(async () => {
    const tokens = { 'finance-token': ['finance'], 'red-token': ['team-red'], 'stranger-token': ['nobody'] };
    const arn = 'arn:aws:sts::123456789012:assumed-role/finance/session';
    api = await serveApi({
      deps: await askedWorld(),
      now: askedAt,
      tokens,
      signer: { secret: 'aws-secret', arn },
    });
  });
  afterAll(async () => {
    await api.stop();
    rmSync(folder, { recursive: true });
  });

  it('shows costs in cents that add up, and what they are, with hostile names as text', async () => {
    expect(await tenner(...today)).toEqual({
      code: 0,
      stdout: `\
TEAM   MODEL                               GPU-HOURS   COST    SHARE
blue   =1+1\\x1b[31m\\x9b2K\\x0aevil\\u{202e}       2.00  $2.87   50.0 %
red    chat-model                               1.00  $1.44   25.0 %
idle   unplaced                                 1.00  $1.44   25.0 %
────────────────────────────────────────────────────────────────────
total                                           4.00  $5.75  100.0 %

window: 2026-01-02T00:00:00Z to 2026-01-02T01:00:00Z, UTC
state: settled
idle: borne by whoever the owners document says, else by nobody
`,
      stderr: '',
    });
  });

  it('prints the same document as the API gives', async () => {
    const { code, stdout, stderr } = await tenner(
      ...today,
      '--json',
      '--aggregate',
      'model',
      '--share-idle',
      'share',
    );
    expect([code, stderr]).toEqual([0, '']);
    const own = await answerOf('window=today&aggregate=model&shareIdle=share', 'application/json');
    expect(JSON.parse(stdout)).toEqual(JSON.parse(own));
    expect(stdout).not.toMatch(/[^\P{Cc}\n]|\p{Cf}/u);
  });

  it('prints the API’s own CSV byte for byte, one page or all', async () => {
    const { stdout } = await tenner(...today, '--csv');
    const own = await answerOf('window=today', 'text/csv');
    expect(stdout).toBe(own);
    expect(own.split('\r\n')).toHaveLength(5);
    expect(await tenner(...today, '--csv', '--all', '--limit', '1')).toEqual({
      code: 0,
      stdout: own,
      stderr: '',
    });
  });

  it('says that there is more and what it comes to, and reads all where that is wanted', async () => {
    const { stdout, stderr } = await tenner(...today, '--aggregate', 'team', '--limit', '1');
    expect(stdout.split('\n').slice(0, 5)).toEqual([
      'TEAM              GPU-HOURS   COST    SHARE',
      'blue                   2.00  $2.88   50.0 %',
      '(on other pages)       2.00  $2.87   50.0 %',
      '───────────────────────────────────────────',
      'total                  4.00  $5.75  100.0 %',
    ]);
    expect(stderr).toBe(
      'note: there are more rows: --all prints them all, --limit 1000 more of them at once\n',
    );
    const all = await tenner(...today, '--aggregate', 'team', '--limit', '1', '--all');
    expect(all).toEqual(await tenner(...today, '--aggregate', 'team'));
  });

  it('shows one’s own rows to whoever may see no others', async () => {
    const { stdout } = await tenner(...today, '--token', 'red-token');
    expect(stdout).toContain('red    chat-model       1.00  $1.44  100.0 %');
    expect(stdout).toContain('teams: only the rows of red are for you to see');
    expect(stdout).not.toContain('blue');
  });

  it('shows whether the collector keeps up', async () => {
    const { code, stdout } = await tenner('health');
    expect([code, stdout]).toEqual([0, 'empty: no endpoint is known (2026-01-02T01:00:00Z)\n']);
  });

  it('prints the API’s description as JSON, and has no command for what is a page', async () => {
    const { code, stdout } = await tenner('openapi', '--token', 'none');
    expect(code).toBe(0);
    const own = await (await fetch(`${api.url}/v1/openapi.json`)).json();
    expect(JSON.parse(stdout)).toEqual(own);
    expect((await tenner('docs')).stderr).toContain('there is no command "docs"');
  });

  it('signs where a profile says so', async () => {
    configure({ signed: { url: api.url, sigv4: { region: 'eu-central-1' } } });
    // Nobody has granted the role anything, but the signature is taken.
    expect(await tenner(...today, '--profile', 'signed')).toEqual({
      code: 3,
      stdout: '',
      stderr: 'tenner: not allowed: you have no grant; an admin gives one in the access document\n',
    });
    expect(api.asked.at(-1)).toBe('GET /iam/v1/costs?window=today');
    const wrong = { ...variables(), AWS_SECRET_ACCESS_KEY: 'another' };
    const { code, stderr } = await runTennerWith(wrong, 'health', '--profile', 'signed');
    expect([code, stderr]).toEqual([3, expect.stringContaining('does not let this AWS identity in')]);
  });

  it('takes a profile’s command for its token', async () => {
    configure({ made: { url: api.url, tokenCommand: ['echo', 'finance-token'] } });
    expect((await tenner('health', '--profile', 'made')).code).toBe(0);
  });

  it('ends with 2 for what cannot be asked, and tells it all', async () => {
    const { code, stdout, stderr } = await tenner(
      'costs',
      '--window',
      'today',
      '--step',
      '7s',
      '--cost-basis',
      'x',
    );
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr.split('\n')).toEqual([
      'tenner: 2 things are wrong:',
      expect.stringContaining('  --step: step "7s" is no whole part of five minutes'),
      '  --cost-basis: is "x"; expected one of allocation, usage',
      '',
    ]);
    expect((await tenner(...today, '--filter', 'team:bleu')).code).toBe(2);
    expect((await tenner('costs', '--windo', 'today')).code).toBe(2);
    expect((await tenner('cost')).stderr).toContain('there is no command "cost"; is costs meant?');
  });

  it('ends with 3 for what is not allowed, and shows no token', async () => {
    for (const token of ['stranger-token', 'wrong-token']) {
      const { code, stdout, stderr } = await tenner(...today, '--token', token);
      expect([code, stdout]).toEqual([3, '']);
      expect(stderr).not.toContain(token);
    }
    const { code, stderr } = await runTennerWith({ ...variables(), TENNER_TOKEN: '' }, ...today);
    expect([code, stderr]).toEqual([3, expect.stringContaining('there is no token')]);
    expect(stderr).toContain('npm start prints one');
  });

  it('ends with 1 for failures', async () => {
    const broken = await serveAnswers(answerWith(500, {}));
    const { code, stderr } = await tenner('health', '--url', broken.url);
    await broken.stop();
    expect([code, stderr]).toEqual([1, `tenner: ${broken.url} failed: status 500\n`]);
    const gone = await tenner('health', '--url', broken.url);
    expect([gone.code, gone.stderr]).toEqual([1, expect.stringContaining('(connection refused)')]);
    const breaking = await serveAnswers((response) => {
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': '100' }).write('{');
      setTimeout(() => response.destroy(), 50);
    });
    const broke = await tenner('health', '--url', breaking.url);
    await breaking.stop();
    expect([broke.code, broke.stderr]).toEqual([1, expect.stringContaining('before its answer was whole')]);
    const page = await serveAnswers((response) => void response.end('<html>sign in</html>'));
    const strange = await tenner('health', '--url', page.url);
    await page.stop();
    expect([strange.code, strange.stderr]).toEqual([1, expect.stringContaining('is the URL right?')]);
  });

  it('shows an answer of another version by its fields', async () => {
    const newer = await serveAnswers(
      answerWith(200, { status: 'dreaming', endpoints: [{ endpoint: 'a\u001b[2J' }] }),
    );
    const { code, stdout } = await tenner('health', '--url', newer.url);
    await newer.stop();
    expect([code, stdout]).toEqual([0, 'ENDPOINT\na\\x1b[2J\n\nstatus: dreaming\n']);
  });

  it('ends in peace when its reader has read enough', async () => {
    // More than a pipe holds: whoever writes is told that nobody reads.
    const rows = Array(50_000).fill({ team: 'a', costUsd: '1.000000000' });
    const long = await serveAnswers(answerWith(200, { rows }));
    const { code, stdout, stderr } = await shell(`"$NODE" "$TENNER" costs --json | head -1`, {
      TENNER_URL: long.url,
    });
    await long.stop();
    expect([code, stdout, stderr]).toEqual([0, '{\n', '']);
  });

  it('has colours where they are wanted only', async () => {
    const bold = '\u001b[1m';
    expect((await tenner(...today)).stdout).not.toContain('\u001b');
    expect((await shell(`"$NODE" "$TENNER" health`, { FORCE_COLOR: '1' })).stdout).not.toContain(bold);
    expect((await shell(`"$NODE" "$TENNER" costs`, { FORCE_COLOR: '1' })).stdout).toContain(bold);
  });

  it.skipIf(!hasScript)('has them on a terminal, and not with NO_COLOR', async () => {
    const onTerminal = `script -qec '"$NODE" "$TENNER" costs --window today' /dev/null </dev/null`;
    const plain = { TERM: 'xterm-256color', FORCE_COLOR: '', CI: '' };
    const { stdout } = await shell(`unset FORCE_COLOR NO_COLOR CI; ${onTerminal}`, plain);
    expect(stdout).toContain('\u001b[1mTEAM');
    const without = await shell(`unset FORCE_COLOR CI; ${onTerminal}`, { ...plain, NO_COLOR: '1' });
    expect(without.stdout).toContain('TEAM');
    expect(without.stdout).not.toContain('\u001b[1m');
  });
});
