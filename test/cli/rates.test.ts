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
import type { RateKind } from '#shared/domain/rateKind.ts';
import { instant } from '#shared/domain/time.ts';
import { traceOf } from '#test/builders/fleet.ts';
import { runTennerOn } from '#test/harness/runTenner.ts';

// All four GPUs of an ml.g6.12xlarge at $5.752 an hour, for real-time inference; for asynchronous a tenth more in the stand-in.
const trace = traceOf({
  instances: { 'ml.g6.12xlarge': [['00:00', 1]] },
  components: { chat: { gpus: 4, team: 'assistants', steps: [['00:00', 1]] } },
});
const hour = { from: instant(trace.start), to: instant(trace.start + 3_600) };
const range = ['--from', '2026-01-01T00:00:00Z', '--to', '2026-01-01T01:00:00Z'];

/** The world of the trace, its endpoint asynchronous. */
const asyncWorld = () => {
  const world = worldOfTrace(trace, { publishFrequency: 60 });
  for (const { deployments } of world.endpoints)
    for (const deployment of deployments) Object.assign(deployment, { isAsync: true });
  return world;
};

const rules = (...more: object[]) =>
  JSON.stringify({
    rules: [
      ...more,
      {
        name: 'plan from half past',
        from: '2026-01-01T00:30:00Z',
        match: { instanceType: 'ml.g6.*' },
        cost: { factor: '0.5' },
        charge: 'list',
      },
    ],
  });

describe('tenner rates', () => {
  const dir = mkdtempSync(join(tmpdir(), 'tenner-rates-'));
  const file = join(dir, 'rates.json');
  let run: FleetRun;
  let clock: VirtualClock;
  const tenner = (...args: string[]) => runTennerOn(run.cloud, ['rates', ...args]);
  const costs = async (rate: RateKind) => {
    const { rows } = await readCosts(openLedger(run.cloud), hour, { rate });
    return rows.map(({ kind, cost }) => [kind, cost === undefined ? undefined : formatDollars(cost, 4)]);
  };
  beforeAll(async () => {
    clock = createVirtualClock(trace.start);
    run = await startFleetRun({
      world: asyncWorld(),
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

  it('says so when no document was given: what is paid and charged is the price of asynchronous inference', async () => {
    expect(await tenner('show')).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('the list price'),
    });
    expect(await costs('cost')).toEqual([['allocated', '6.3272']]);
    expect(await costs('charge')).toEqual([
      ['allocated', '6.3272'],
      ['variance', '0.0000'],
    ]);
  });

  it('checks rates on a past range, now and then, and names rules that match nothing', async () => {
    writeFileSync(file, rules({ name: 'p5', match: { instanceType: 'ml.p5.*' }, cost: 'list' }));
    const { code, stdout, stderr } = await tenner('check', file, ...range);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    // Half an hour at $6.3272, and half an hour at half of that.
    expect(stdout.slice(stdout.indexOf('\n\n') + 2)).toBe(`\
INSTANCE TYPE   HOURS  COST NOW  COST THEN  CHARGE NOW  CHARGE THEN
ml.g6.12xlarge   1.00     $6.33      $4.75       $6.33        $6.33
───────────────────────────────────────────────────────────────────
total            1.00     $6.33      $4.75       $6.33        $6.33
note: "p5" matches nothing of that time
`);
  });

  it('prints the check as a document', async () => {
    const { stdout } = await tenner('check', file, ...range, '--json');
    expect(JSON.parse(stdout)).toMatchObject({
      types: [
        {
          instanceType: 'ml.g6.12xlarge',
          instanceSeconds: 3_600,
          costNowUsd: '6.327200000',
          costThenUsd: '4.745400000',
          chargeThenUsd: '6.327200000',
          unpricedSecondsThen: 0,
        },
      ],
      total: { costThenUsd: '4.745400000' },
      idleRules: ['p5'],
    });
  });

  it('puts rates in force: the next sweep gives what is stored its rates, and charges and variance make its cost', async () => {
    writeFileSync(file, rules());
    const { stdout } = await tenner('apply', file, '--note', 'as billed', '--by', 'ada');
    expect(stdout).toContain(
      'in force as version 1. The next sweeps give what is stored from 2026-01-01T00:30',
    );
    await run.playTo(clock.now() + 1_200);
    expect(await costs('cost')).toEqual([['allocated', '4.7454']]);
    expect(await costs('charge')).toEqual([
      ['allocated', '6.3272'],
      ['variance', '-1.5818'],
    ]);
    const { stdout: shown } = await tenner('show');
    expect(shown).toMatch(/^1 +\S+Z +ada +2026-01-01T00:30:00Z +yes +as billed$/m);
  });

  it.each([
    [['check', file], '--from is needed'],
    [['apply', file], '--note is needed'],
    [['show', 'x'], 'rates show takes no "x"; see tenner rates --help'],
    [['apply'], 'rates apply takes one file, not 0'],
    [['mend'], 'rates takes check, apply or show, not "mend"'],
  ])('says what is wrong with %j', async (args, message) => {
    const { code, stderr } = await tenner(...args);
    expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining(message) });
  });

  it('tells every fault of a file, and changes nothing', async () => {
    writeFileSync(file, rules({ name: 'wrong', match: {}, cost: 'free' }));
    const { code, stderr } = await tenner('apply', file, '--note', 'wrong');
    expect({ code, stderr }).toEqual({
      code: 2,
      stderr: expect.stringContaining('the rates document has 2 faults:'),
    });
    expect((await tenner('show')).stdout).not.toContain('wrong');
  });
});
