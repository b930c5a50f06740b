import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ApiDeps } from '#functions/api/deps.ts';
import { evaluateAs, giveBudgets } from '#test/builders/budgetsWorld.ts';
import { at } from '#test/builders/samples.ts';
import { memoryApiDeps } from '#test/harness/askApi.ts';
import { callTenner } from '#test/harness/callTenner.ts';
import { type ServedApi, serveApi } from '#test/harness/serveApi.ts';

const now = at('2026-01-20T12:00:00Z');

const red = {
  name: 'red-month',
  scope: { team: 'red' },
  period: 'month',
  amount: '1000.00',
  thresholds: [
    { on: 'actual', percent: 80 },
    { on: 'forecast', percent: 100 },
  ],
};
const chat = { name: 'chat', scope: { endpoint: 'chat' }, period: 'day', amount: '12345.678' };

describe('tenner budgets, asking the API', () => {
  const folder = mkdtempSync(join(tmpdir(), 'tenner-budgets-'));
  let deps: ApiDeps;
  let api: ServedApi;
  const as = (asker: string, ...args: string[]) =>
    callTenner(
      {
        TENNER_URL: api.url,
        TENNER_TOKEN: `${asker}-token`,
        TENNER_PROFILE: '',
        XDG_CONFIG_HOME: folder,
        NO_COLOR: '1',
      },
      'budgets',
      ...args,
    );
  beforeAll(async () => {
    deps = await memoryApiDeps();
    await giveBudgets(deps, [red, chat, { ...red, name: 'gone', archived: true }]);
    await evaluateAs(deps, 'red-month', { now: at('2026-01-20T11:55:00Z'), actual: 812.4, forecast: 1_260 });
    await deps.alerts.keepSent('team:red', [
      {
        at: at('2026-01-19T00:00:00Z'),
        event: {
          type: 'BudgetThresholdCrossed',
          time: at('2026-01-19T00:00:00Z'),
          resources: [],
          detail: {
            id: 'x',
            budgets: [{ name: 'red-month' }],
            message: { subject: 'red-month: 80 % are spent', text: '' },
            recipients: ['red@example.com'],
          } as { id: string },
        },
      },
    ]);
    const tokens = { 'finance-token': ['finance'], 'red-token': ['team-red'] };
    api = await serveApi({ deps, now, tokens });
  });
  afterAll(async () => {
    await api.stop();
    rmSync(folder, { recursive: true });
  });

  it('shows how far each is spent, and what cannot be seen of that in a table', async () => {
    const { code, stdout } = await as('finance');
    expect(code).toBe(0);
    expect(stdout).toBe(`\
BUDGET     WHOSE          PERIOD              THRESHOLDS CROSSED         LAST EVALUATED          SPENT          OF                 USED   FORECAST
chat       endpoint chat  the day 2026-01-20                             never                       –  $12,345.68                    –          –
red-month  red            the month 2026-01   actual 80%, forecast 100%  2026-01-20T11:55:00Z  $812.40   $1,000.00  ████████░░   81.2 %  $1,260.00

chat: not evaluated yet in this period: what is spent is not known here, and is not 0
red-month: 99.0 % of the expected samples were seen
`);
  });

  it('shows a team its own, and says what there is where a name is of others', async () => {
    const { stdout } = await as('red', '--archived');
    expect(stdout.split('\n').map((line) => line.split(' ')[0])).toEqual([
      'BUDGET',
      'gone',
      'red-month',
      '',
      'gone:',
      'red-month:',
      '',
    ]);
    expect(await as('red', 'chat')).toMatchObject({
      code: 2,
      stdout: '',
      stderr: 'tenner: no budget "chat"; there is "gone", "red-month"\n',
    });
  });

  it('shows one with its thresholds, and what was sent of it', async () => {
    const { code, stdout } = await as('finance', 'red-month');
    expect(code).toBe(0);
    expect(stdout).toContain(`
the month 2026-01: $812.40 of $1,000.00 spent  ████████░░   81.2 %
estimated: $812.40 settled through 2026-01-20T11:25:00Z
forecast: $1,260.00, likely $1,260.00 to $1,260.00
confidence: medium: 9 days of history
THRESHOLD      STATE    SINCE                 WHY           LIMIT     FIGURE
actual 80%     crossed  2026-01-20T11:55:00Z  quantity    $800.00    $812.40
forecast 100%  crossed  2026-01-20T11:55:00Z  quantity  $1,000.00  $1,260.00

SENT                  WHAT                    TO               SUBJECT
2026-01-19T00:00:00Z  BudgetThresholdCrossed  red@example.com  red-month: 80 % are spent
`);
    expect((await as('finance', 'red-month', '--window', '1h')).stdout).toContain(
      'Nothing was sent of it in this window.',
    );
  });

  it('snoozes one up to a time, and wakes it', async () => {
    const snoozed = await as('finance', 'snooze', 'chat', '--until', '2026-02-01', '--why', 'a load test');
    expect(snoozed).toEqual({
      code: 0,
      stdout:
        'chat is snoozed.\nNothing of it is told before 2026-02-01T00:00:00Z; what is crossed then is told together by the first evaluation after that.\n',
      stderr: '',
    });
    expect((await as('finance')).stdout).toContain(
      'chat: snoozed until 2026-02-01T00:00:00Z by someone: a load test',
    );
    expect(await as('finance', 'wake', 'chat')).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^chat is awake\.\nIt is not snoozed: /),
    });
    expect((await as('finance')).stdout).not.toContain('snoozed');
  });

  it('archives one', async () => {
    expect(await as('finance', 'archive', 'chat', '--note', 'it is over')).toEqual({
      code: 0,
      stdout: 'chat is archived.\nIt is archived: its history is kept, and nothing is evaluated or told.\n',
      stderr: '',
    });
    expect((await as('finance')).stdout).not.toContain('chat');
  });

  it.each([
    [['snooze', 'red-month', '--why', 'x'], 2, '--until is needed: when it ends'],
    [['snooze', 'red-month', '--until', '2026-02-01'], 2, '--why is needed'],
    [
      ['snooze', 'red-month', '--until', 'soon', '--why', 'x'],
      2,
      '--until: is "soon"; expected a time such as',
    ],
    [['snooze', '--until', '2026-02-01', '--why', 'x'], 2, 'budgets snooze takes one NAME, not 0'],
    [['archive', 'red-month'], 2, '--note is needed: why it is archived'],
    [['archive', 'a', 'b', '--note', 'x'], 2, 'budgets archive takes one NAME, not 2'],
    [['wake', 'red'], 2, 'no budget "red"; there is'],
    [['red-month', 'other'], 2, 'budgets takes BUDGET'],
  ])('says what is wrong with %j', async (args, code, message) => {
    const refused = await as('finance', ...args);
    expect([refused.code, refused.stdout]).toEqual([code, '']);
    expect(refused.stderr).toContain(message);
  });

  it('is for finance to change', async () => {
    expect(await as('red', 'wake', 'red-month')).toMatchObject({
      code: 3,
      stderr: 'tenner: not allowed: this asks for the role finance; yours is team\n',
    });
  });
});
