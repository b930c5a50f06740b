import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openLedger, readCosts } from '#cli/readLedger.ts';
import { createVirtualClock, type VirtualClock } from '#local/clock.ts';
import { worldOfTrace } from '#local/fleet/worldOfTrace.ts';
import { type FleetRun, startFleetRun } from '#local/fleetRun.ts';
import { synthesize } from '#local/synthesize.ts';
import { formatDollars } from '#shared/domain/money.ts';
import { instant } from '#shared/domain/time.ts';
import { traceOf } from '#test/builders/fleet.ts';
import { runTennerOn } from '#test/harness/runTenner.ts';

// Two GPUs of `chat`, one each of `code` and `embed`, on one ml.g6.12xlarge: $1.438 a GPU-hour, none idle.
const trace = traceOf({
  instances: { 'ml.g6.12xlarge': [['00:00', 1]] },
  components: {
    chat: { gpus: 2, team: 'assistants', steps: [['00:00', 1]] },
    code: { gpus: 1, team: 'Dev-Tools', steps: [['00:00', 1]] },
    embed: { gpus: 1, steps: [['00:00', 1]] },
  },
});
const hour = { from: instant(trace.start), to: instant(trace.start + 3_600) };
const range = ['--from', '2026-01-01T00:00:00Z', '--to', '2026-01-01T01:00:00Z'];

const rules = (changes: object = {}) =>
  JSON.stringify({
    teams: [{ code: 'assistants', costCentre: 'C-1' }, { code: 'search' }, { code: 'devtools' }],
    rules: [
      {
        name: 'chat is shared from half past',
        from: '2026-01-01T00:30:00Z',
        match: { component: 'chat' },
        shares: [
          { team: 'assistants', parts: 60 },
          { team: 'search', parts: 40 },
        ],
      },
      { name: 'tags', match: { tag: { key: 'Team', of: ['component'] } }, teamFromTag: true },
    ],
    ...changes,
  });

describe('tenner owners', () => {
  const dir = mkdtempSync(join(tmpdir(), 'tenner-owners-'));
  const file = join(dir, 'owners.json');
  let run: FleetRun;
  let clock: VirtualClock;
  const tenner = (...args: string[]) => runTennerOn(run.cloud, ['owners', ...args]);
  const teams = async () => {
    const { rows } = await readCosts(openLedger(run.cloud), hour);
    return rows.map(({ component, team, costCentre, cost }) => [
      component,
      team,
      costCentre,
      cost && formatDollars(cost, 4),
    ]);
  };
  beforeAll(async () => {
    clock = createVirtualClock(trace.start);
    run = await startFleetRun({
      world: worldOfTrace(trace, { publishFrequency: 60 }),
      assembly: await synthesize(),
      clock,
      every: '5 minutes',
      port: 0,
    });
    await run.playTo(trace.start + 5_400);
  }, 60_000);
  afterAll(async () => {
    await run.cloud.stop();
    rmSync(dir, { recursive: true });
  });

  it('says so when no document was given yet', async () => {
    expect(await tenner('show')).toMatchObject({ code: 0, stdout: expect.stringContaining('the Team tag') });
    expect(await teams()).toEqual([
      ['chat', 'assistants', undefined, '2.8760'],
      ['code', 'Dev-Tools', undefined, '1.4380'],
      ['embed', undefined, undefined, '1.4380'],
    ]);
  });

  it('checks rules on a past range: what each gives, what none matches, look-alikes, gains and losses', async () => {
    writeFileSync(file, rules());
    const { code, stdout, stderr } = await tenner('check', file, ...range);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    // Half an hour of two GPUs is $1.438, of which search bears 40 %.
    expect(stdout.slice(stdout.indexOf('\n\n') + 2)).toBe(`\
TEAM          NOW   THEN  CHANGE
(unowned)   $1.44  $2.88  +$1.44
Dev-Tools   $1.44  $0.00  −$1.44
assistants  $2.87  $2.30  −$0.57
search      $0.00  $0.57  +$0.57
────────────────────────────────
total       $5.75  $5.75   $0.00

RULE                           GPU-HOURS   COST  OVERLAPPED
chat is shared from half past       1.00  $1.44
tags                                1.00  $1.44       $1.44
───────────────────────────────────────────────────────────
(no rule)                           2.00  $2.87

UNMATCHED  ENDPOINT  MODEL        GPU-HOURS   COST
code       ep        code-model        1.00  $1.44
embed      ep        embed-model       1.00  $1.44

NAME IN TAGS  PROPOSED ALIAS            COST
Dev-Tools     "Dev-Tools": "devtools"  $1.44
`);
  });

  it('prints the check as a document whose teams add up', async () => {
    const { stdout } = await tenner('check', file, ...range, '--json');
    const { teams: all, lookAlikes, unmatched, total } = JSON.parse(stdout);
    expect(all).toEqual([
      { team: null, nowUsd: '1.438000000', thenUsd: '2.876000000', changeUsd: '1.438000000' },
      { team: 'Dev-Tools', nowUsd: '1.438000000', thenUsd: '0.000000000', changeUsd: '-1.438000000' },
      { team: 'assistants', nowUsd: '2.876000000', thenUsd: '2.300800000', changeUsd: '-0.575200000' },
      { team: 'search', nowUsd: '0.000000000', thenUsd: '0.575200000', changeUsd: '0.575200000' },
    ]);
    expect(lookAlikes).toEqual([
      { name: 'Dev-Tools', proposed: 'devtools', gpuSeconds: 3_600, costUsd: '1.438000000' },
    ]);
    expect(unmatched).toHaveLength(2);
    expect(total).toEqual({ gpuSeconds: 14_400, costUsd: '5.752000000' });
  });

  it('puts rules in force: the next sweep gives what is stored its owners', async () => {
    writeFileSync(file, rules({ aliases: { 'Dev-Tools': 'devtools' } }));
    const { stdout } = await tenner('apply', file, '--note', 'as agreed', '--by', 'ada');
    expect(stdout).toContain('in force as version 1');
    await run.playTo(clock.now() + 1_200);
    expect(await teams()).toEqual([
      ['chat', 'assistants', 'C-1', '2.3008'],
      ['chat', 'search', undefined, '0.5752'],
      ['code', 'devtools', undefined, '1.4380'],
      ['embed', undefined, undefined, '1.4380'],
    ]);
  });

  it('shows every version with who, when and why, and the one in force as it was written', async () => {
    const again = await tenner('apply', file, '--note', 'once more');
    expect(again.stdout).toContain('in force already, as version 1');
    const { stdout } = await tenner('show');
    expect(stdout).toMatch(/^1 +\S+Z +ada +the beginning +yes +as agreed$/m);
    expect(stdout).toContain(rules({ aliases: { 'Dev-Tools': 'devtools' } }));
    const { stdout: json } = await tenner('show', '--version', '1', '--json');
    expect(JSON.parse(json)).toMatchObject({ version: 1, who: 'ada', note: 'as agreed', isApplied: true });
  });

  it('tells every fault of a file at once, and changes nothing', async () => {
    writeFileSync(file, rules({ teams: [{ code: 'search' }], aliases: { x: 'nobody' } }));
    const { code, stderr } = await tenner('apply', file, '--note', 'wrong');
    expect(code).toBe(2);
    expect(stderr).toContain('the owners document has 2 faults:');
    expect((await tenner('show')).stdout).not.toContain('wrong');
  });

  it.each([
    [['check', 'nowhere.json', ...range], 'nowhere.json cannot be read'],
    [['check', file], '--from is needed'],
    [['apply', file], '--note is needed'],
    [['show', '--version', '9'], 'there is no version 9'],
    [['show', '--table', 'nothing'], 'there is no table nothing'],
    [['show', '--stack', 'Other'], 'there are 0 tables whose names begin with Other-LedgerTable'],
    [['mend'], 'owners takes check, apply or show, not "mend"'],
  ])('says what is wrong with %j', async (args, message) => {
    const { code, stderr } = await tenner(...args);
    expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining(message) });
  });
});
