import { type DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { BudgetState } from '#shared/domain/budgets/budgetState.ts';
import { money } from '#shared/domain/money.ts';
import type { WatchFigure } from '#shared/domain/watches/reading.ts';
import type { SubjectState, WatchState } from '#shared/domain/watches/watchState.ts';
import { emptyGroup } from '#shared/ledger/alertItem.ts';
import { type Alerts, createAlerts } from '#shared/ledger/createAlerts.ts';
import { at } from '#test/builders/samples.ts';
import { createMemoryAlerts } from '#test/fakes/memoryAlerts.ts';
import { ledgerBackends, TableName } from '#test/harness/ledgerBackends.ts';

const may = at('2026-05-01T00:00:00Z');
const june = at('2026-06-01T00:00:00Z');
const noon = at('2026-05-20T12:00:00Z');

const moved = {
  quantity: money(9_007_199_254_740_993n),
  idle: money(0n),
  price: money(-5n),
  ownership: money(7n),
  correction: money(0n),
};

/** With something in every place that may be empty. */
const full: BudgetState = {
  definition: 'a key',
  periods: [
    {
      from: may,
      to: june,
      amount: money(172_800_000_000_000n),
      thresholds: new Map([
        ['actual 50%', { state: 'recovered', at: noon, crossedAt: may }],
        [
          'actual 80%',
          { state: 'crossed', at: noon, figure: money(1n), cause: 'idle', found: true, announced: false },
        ],
        ['forecast 100%', { state: 'armed', isJudged: false }],
      ]),
      known: {
        at: noon,
        seenThrough: noon,
        actual: money(12n),
        settled: { through: may, amount: money(11n) },
        completeness: { seen: 1.5, expected: 3 },
        hasUnpriced: true,
        burn: new Map([
          [21_600, money(3n)],
          [3_600, money(1n)],
        ]),
        forecast: {
          amount: money(30n),
          low: money(20n),
          high: money(40n),
          confidence: 'medium',
          because: '9 days of history',
        },
      },
      base: {
        through: noon,
        spent: {
          held: new Map([['chat\u0000a', { unitSeconds: 9_007_199_254_740_993n, cost: money(5n) }]]),
          idle: money(2n),
        },
        ownersVersion: 3,
      },
      moved,
      movedSinceForecast: moved,
    },
  ],
  evaluatedAt: noon,
  snooze: { until: june, who: 'ann', why: 'a known load test' },
  archived: false,
};

const empty: BudgetState = {
  definition: '',
  periods: [
    {
      from: may,
      to: june,
      amount: money(1n),
      thresholds: new Map(),
      known: undefined,
      base: undefined,
      moved,
      movedSinceForecast: moved,
    },
  ],
  evaluatedAt: may,
  snooze: undefined,
  archived: true,
};

const of = (endpoint: string) => ({ endpoint, component: undefined, team: undefined });
const episodeOf = (figure: WatchFigure) => ({ subject: of('chat'), since: may, raisedAt: noon, figure });

/** With every phase, and every figure. */
const watch: WatchState = new Map<string, SubjectState>([
  ['a', { subject: of('a'), through: noon, phase: { kind: 'quiet', quietUntil: undefined } }],
  [
    'b',
    {
      subject: of('b'),
      through: noon,
      phase: { kind: 'pending', quietUntil: june, since: may, seconds: 300 },
    },
  ],
  ...(
    [
      { kind: 'spend', perHour: money(2n), usualPerHour: money(1n), confidence: 'low' },
      { kind: 'idle', perHour: money(3n), byReason: new Map([['stranded', money(3n)]]) },
      { kind: 'freeAccelerators', free: 1.5 },
      { kind: 'deployment', idlePerHour: money(9n) },
      { kind: 'collection', collectedThrough: undefined, completeness: 0.5 },
      { kind: 'collection', collectedThrough: may, completeness: undefined },
    ] satisfies WatchFigure[]
  ).map((figure, index): [string, SubjectState] => [
    `c${index}`,
    {
      subject: { endpoint: undefined, component: undefined, team: 'search' },
      through: noon,
      phase: { kind: 'raised', episode: episodeOf(figure), calm: 600 },
    },
  ]),
]);

const eventOf = (id: string) => ({
  type: 'BudgetThresholdCrossed',
  time: noon,
  resources: [],
  detail: { id, message: { subject: 'search is at 80 %' } },
});

describe.each(ledgerBackends)('the alerts of a group on %s', (_, openBackend) => {
  let alerts: Alerts;
  let documents: DynamoDBDocumentClient | undefined;
  let close: () => unknown = () => undefined;
  beforeAll(async () => {
    const backend = await openBackend();
    documents = backend.documents;
    close = backend.close;
    alerts = documents === undefined ? createMemoryAlerts() : createAlerts(documents, TableName);
  }, 30_000);
  afterAll(() => close());

  it('come back as they were put, each group under its name', async () => {
    const group = {
      ...emptyGroup('team:whole'),
      budgets: new Map([
        ['full', full],
        ['__proto__', empty],
      ]),
      watch,
      outbox: [eventOf('a')],
    };
    await alerts.putGroup(group, 0);
    const [whole, never] = await alerts.readGroups(['team:whole', 'team:never']);
    expect(whole).toEqual({ ...group, version: 1 });
    expect(never).toEqual(emptyGroup('team:never'));
  });

  it('are put on the version that was read, and on no other', async () => {
    const group = emptyGroup('team:raced');
    await alerts.putGroup(group, 0);
    await alerts.putGroup({ ...group, outbox: [eventOf('b')] }, 1);
    await expect(alerts.putGroup(group, 1)).rejects.toThrow('has been written since it was read');
    await expect(alerts.putGroup(group, 0)).rejects.toThrow('has been written since it was read');
    const [left] = await alerts.readGroups(['team:raced']);
    expect(left).toMatchObject({ version: 2, outbox: [{ detail: { id: 'b' } }] });
  });

  it('list every group that was ever put, once', async () => {
    const before = await alerts.listGroups();
    await alerts.putGroup(emptyGroup('watch:listed'), 0);
    await alerts.putGroup(emptyGroup('watch:listed'), 1);
    const listed = await alerts.listGroups();
    expect(listed.filter((name) => !before.includes(name))).toEqual(['watch:listed']);
  });

  it('list what was sent in a range of time, each event once, and nothing of other groups', async () => {
    const sent = [
      { at: noon, event: eventOf('d') },
      { at: noon, event: eventOf('c') },
      { at: may, event: eventOf('e') },
    ];
    await alerts.keepSent('team:told', sent);
    await alerts.keepSent('team:told', sent.slice(0, 1));
    await alerts.keepSent('team:told2', [{ at: noon, event: eventOf('f') }]);
    const idsIn = async (from: typeof may, to: typeof may) =>
      (await alerts.listSent('team:told', { from, to })).map(({ event }) => event.detail.id);
    expect(await idsIn(may, june)).toEqual(['e', 'c', 'd']);
    expect(await idsIn(may, noon)).toEqual(['e']);
    expect(await idsIn(noon, june)).toEqual(['c', 'd']);
    expect(await idsIn(june, may)).toEqual([]);
    const [first] = await alerts.listSent('team:told', { from: may, to: noon });
    expect(first).toEqual({ at: may, event: eventOf('e') });
  });

  it('name the item that is broken', async () => {
    if (documents === undefined) return;
    await documents.send(
      new PutCommand({ TableName, Item: { pk: 'alerts#team:broken', sk: 'state', version: 'one' } }),
    );
    await expect(alerts.readGroups(['team:broken'])).rejects.toThrow('alerts#team:broken state');
  });
});
