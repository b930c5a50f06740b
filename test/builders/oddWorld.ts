import type { ApiDeps } from '#functions/api/deps.ts';
import type { Bucket } from '#shared/domain/bucket.ts';
import { money, rate } from '#shared/domain/money.ts';
import { repriceSplit } from '#shared/domain/repriceSplit.ts';
import { createMemoryEndpointRecords } from '#test/fakes/memoryEndpointRecords.ts';
import { memoryApiDeps } from '#test/harness/askApi.ts';
import { hostileModel } from './askedWorld.ts';
import { evaluateAs, giveBudgets } from './budgetsWorld.ts';
import { recordedComponent, recordOf, teamTags } from './endpointRecord.ts';
import { at } from './samples.ts';
import { fillLedger, type TeamHolding } from './teamLedger.ts';

const range = { from: at('2026-01-01T23:00:00Z'), to: at('2026-01-03T00:00:00Z') };

/** When the world is asked: a few minutes after what it has. */
export const oddWorldAskedAt = at('2026-01-03T00:07:00Z');

/** Names of budgets: some have been evaluated, one is archived, and some mean something to spreadsheets or terminals. */
export const oddBudgets = [
  'red-month',
  'blue day',
  '+1-2@3 größe 模型 🦙',
  'a "quoted", one',
  'red-old',
] as const;

/** Names that mean something to spreadsheets, to CSV, to terminals, or to nobody. */
export const oddNames = {
  formula: `=cmd|' /C calc'!A0`,
  quoted: 'a "quoted", comma\r\nand a second line',
  model: hostileModel,
  costCentre: '+1-2@3',
  product: '\t@SUM(A1:A9)',
  tag: '-1\u001b]0;title\u0007',
  letters: 'größe 模型 🦙',
} as const;

const own = (
  component: string,
  team: string | undefined,
  unitSeconds: number,
  model?: string,
): TeamHolding => ({
  component,
  team,
  model,
  unitSeconds,
  used: unitSeconds * 371,
  invocations: unitSeconds % 7,
});

const priced =
  (nanoDollars: bigint | undefined) =>
  (bucket: Bucket): Bucket => {
    const source = 'AWS Price List TEST of 2026-01-01';
    const paid =
      nanoDollars === undefined ? undefined : { perInstanceHour: rate(nanoDollars), source, revision: 1 };
    return { ...bucket, ...repriceSplit(bucket, paid), chargeRate: paid };
  };

/** What costs $5.752 an hour is charged at $6.10. */
const charged = (bucket: Bucket): Bucket => ({
  ...bucket,
  chargeRate: { perInstanceHour: rate(6_100_000_000n), source: 'rates document', revision: 1 },
});

/** The same of vCPUs; the half of what is idle is stranded, where a copy needs three. */
const ofVcpus = (bucket: Bucket): Bucket => ({
  ...priced(1_000_000_007n)(bucket),
  unit: { kind: 'vcpu', perInstance: 4 },
});

const stranded = (bucket: Bucket): Bucket => ({
  ...bucket,
  idle: bucket.idle.flatMap((row) => {
    const half = { unitSeconds: 600, cost: money(600n * 69_024_000_000n) };
    const rest = { unitSeconds: row.unitSeconds - 600, cost: money((row.cost ?? 0n) - half.cost) };
    return [
      { ...row, ...rest, reason: 'unplaced' as const },
      { ...row, ...half, reason: 'stranded' as const, blocker: 3 },
    ];
  }),
});

const giveOddBudgets = async (deps: ApiDeps): Promise<void> => {
  const [redMonth, blueDay, odd, quoted, redOld] = oddBudgets;
  await giveBudgets(deps, [
    { name: redMonth, scope: { team: 'red' }, period: 'month', amount: '0.07', idle: 'shared' },
    {
      name: blueDay,
      scope: { team: 'blue', endpoint: 'chat' },
      period: 'day',
      amount: '77',
      timeZone: 'Asia/Kathmandu',
    },
    { name: odd, scope: { team: oddNames.formula }, period: { week: 'sunday' }, amount: '1000000.000000001' },
    { name: quoted, scope: { 'tag:Team': oddNames.tag }, period: 'quarter', amount: '5' },
    { name: redOld, scope: { team: 'red' }, period: 'day', amount: '5', archived: true },
  ]);
  const now = oddWorldAskedAt;
  await evaluateAs(deps, redMonth, { now, actual: 12.34, forecast: 99.99 });
  await evaluateAs(deps, odd, { now, actual: 0 });
};

/**
 * A day and an hour of several endpoints: two instance types with prices of their own and one without, vCPUs, a charge rate, holes,
 * idle capacity for two reasons, a component that passes from one team to another, one of nobody, and odd names.
 */
export const oddWorld = async (): Promise<ApiDeps> => {
  const deps = await memoryApiDeps(['red', 'blue']);
  const { formula, quoted, model, costCentre, product, tag, letters } = oddNames;
  await fillLedger(deps.ledger, range, [
    {
      pool: { endpoint: 'chat' },
      holdings: (_, index) => [own('a', 'red', 601, model), { ...own('b', 'blue', 7 + index), costCentre }],
      missing: (index) => index % 5,
      change: charged,
    },
    {
      pool: { endpoint: 'chat', instanceType: 'ml.g5.12xlarge' },
      holdings: () => [own('a', 'red', 900), own('h', 'red', 77, quoted)],
      change: priced(7_090_000_003n),
    },
    {
      pool: { endpoint: 'batch' },
      holdings: (_, index) => [
        own('c', index < 150 ? 'red' : 'blue', 1_111, letters),
        own('d', undefined, 13),
        { ...own('e', formula, 17), product },
      ],
      change: stranded,
    },
    {
      pool: { endpoint: 'new', instanceType: 'ml.new.12xlarge' },
      holdings: () => [own('f', 'red', 333)],
      change: priced(undefined),
    },
    { pool: { endpoint: 'text' }, holdings: () => [own('g', 'blue', 700)], change: ofVcpus },
  ]);
  await giveOddBudgets(deps);
  const since = at('2026-01-01T00:00:00Z');
  const arn = 'arn:aws:sagemaker:us-east-1:123456789012:endpoint/batch';
  const components = [recordedComponent({ name: 'e', tags: teamTags([tag, since]) })];
  const records = createMemoryEndpointRecords(recordOf({ name: 'batch', arn, components }));
  // CloudWatch's, of which there is one in every step.
  const readValues: ApiDeps['readValues'] = async (asked, { from, to, period }) =>
    asked.map((_, index) => new Array((to - from) / period).fill(index + 0.1));
  return { ...deps, records, readValues };
};
