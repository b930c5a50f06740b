import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openLocalTable } from '#cli/openLocalTable.ts';
import { createVirtualClock } from '#local/clock.ts';
import { worldOfTrace } from '#local/fleet/worldOfTrace.ts';
import { type FleetRun, startFleetRun } from '#local/fleetRun.ts';
import { synthesize } from '#local/synthesize.ts';
import { budgetsForm } from '#shared/budgets/budgetsForm.ts';
import { createAlerts } from '#shared/ledger/createAlerts.ts';
import { createSettings } from '#shared/ledger/createSettings.ts';
import { evaluateAs } from '#test/builders/budgetsWorld.ts';
import { traceOf } from '#test/builders/fleet.ts';
import { at } from '#test/builders/samples.ts';
import { runTennerOn } from '#test/harness/runTenner.ts';

const trace = traceOf({ instances: { 'ml.g6.12xlarge': [['00:00', 1]] }, components: {} });

const search = {
  name: 'search-month',
  scope: { team: 'search' },
  period: 'month',
  amount: '1000.00',
  thresholds: [{ on: 'actual', percent: 80 }],
};

describe('tenner budgets, on the table', () => {
  const dir = mkdtempSync(join(tmpdir(), 'tenner-budgets-'));
  const file = join(dir, 'budgets.json');
  const plan = join(dir, 'plan.csv');
  let run: FleetRun;
  const tenner = (...args: string[]) => runTennerOn(run.cloud, ['budgets', ...args]);
  const give = (...budgets: object[]) => writeFileSync(file, JSON.stringify({ budgets }));
  beforeAll(async () => {
    run = await startFleetRun({
      world: worldOfTrace(trace, { publishFrequency: 60 }),
      assembly: await synthesize(),
      clock: createVirtualClock(trace.start),
      every: '5 minutes',
      port: 0,
    });
  }, 60_000);
  afterAll(async () => {
    await run.cloud.stop();
    rmSync(dir, { recursive: true });
  });

  it('says what a file would make of what is there, and changes nothing', async () => {
    give(search);
    const { code, stdout } = await tenner('check', file);
    expect(code).toBe(0);
    expect(stdout).toBe(`${file} as the first version; nothing is changed

created   search-month
          It begins with the current period. What it finds crossed already is told once, together; what is crossed later as it comes.
0 budgets stay as they are.
`);
    expect((await tenner('show')).stdout).toBe('No budgets document was given: there are no budgets.\n');
  }, 20_000);

  it('puts one in force, and says what it arms again', async () => {
    const first = await tenner('apply', file, '--note', 'the first', '--by', 'ada');
    expect(first.stdout).toContain(
      'in force as version 1. It changes no cost; the next evaluation goes by it.\n\ncreated   search-month\n',
    );
    const { documents, name } = openLocalTable(run.cloud);
    const budgets = createSettings(documents, name, budgetsForm);
    const now = at('2026-01-20T12:00:00Z');
    await evaluateAs({ budgets, alerts: createAlerts(documents, name) }, 'search-month', {
      now,
      actual: 812.4,
    });
    give({ ...search, amount: '2000' });
    const { stdout } = await tenner('check', file, '--json');
    expect(JSON.parse(stdout)).toEqual({
      changes: [
        {
          budget: 'search-month',
          change: 'changed',
          effects: [
            'actual 80% is armed again in the month 2026-01, though it was crossed before: now it is crossed at $1,600.00.',
          ],
        },
      ],
      unchanged: 0,
    });
  }, 20_000);

  it('refuses a file with all its faults', async () => {
    give({ ...search, period: 'moon' }, { ...search, amount: 'x' });
    const { code, stderr } = await tenner('apply', file, '--note', 'x');
    expect(code).toBe(2);
    expect(stderr).toContain('the budgets document has 2 faults');
  }, 20_000);

  it('imports a plan of teams and months: once to see, once to do, and again to no effect', async () => {
    writeFileSync(plan, 'team,2026-01,2026-02\nsearch,"1,200",1300\nads,50,50\n');
    const dry = await tenner('import', plan, '--dry-run');
    expect([dry.code, dry.stdout]).toEqual([
      0,
      `${plan} would be imported as version 2; nothing is changed.

created   ads-month
          It begins with the current period. What it finds crossed already is told once, together; what is crossed later as it comes.
changed   search-month
          actual 80% is armed again in the month 2026-01, though it was crossed before: now it is crossed at $960.00.
0 budgets stay as they are.
`,
    ]);
    const done = await tenner('import', plan, '--note', 'the plan', '--by', 'ada');
    expect(done.stdout).toContain(`${plan} is imported as version 2.\n\ncreated   ads-month\n`);
    const again = await tenner('import', plan, '--note', 'again');
    expect(again.stdout).toBe(
      `${plan} is in the budgets already: nothing is changed.\n\n2 budgets stay as they are.\n`,
    );
    const { stdout } = await tenner('show', '--json');
    expect(JSON.parse(stdout)).toMatchObject({
      version: 2,
      who: 'ada',
      note: 'the plan',
      document: {
        budgets: [
          {
            name: 'search-month',
            amounts: [
              { amount: '1000.00' },
              { from: '2026-01-01', amount: '1200.00' },
              { from: '2026-02-01', amount: '1300.00' },
            ],
          },
          { name: 'ads-month' },
        ],
      },
    });
  }, 40_000);

  it.each([
    [
      ['import', 'plan.csv'],
      '--note is needed: why the budgets change, for whoever asks later; or --dry-run',
    ],
    [['import', '--dry-run'], 'budgets import takes one file, not 0'],
    [['import', 'none.csv', '--dry-run'], 'none.csv cannot be read'],
  ])('says what is wrong with %j', async (args, message) => {
    const { code, stderr } = await tenner(...args);
    expect([code, stderr]).toEqual([2, expect.stringContaining(message)]);
  });
});
