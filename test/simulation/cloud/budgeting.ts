import { parseBudgets } from '#shared/budgets/parseBudgets.ts';
import { type BudgetsDocument, noBudgets } from '#shared/domain/budgets/budgetsDocument.ts';
import { periodAt } from '#shared/domain/budgets/periodAt.ts';
import { instant } from '#shared/domain/time.ts';
import type { Zone } from '#shared/domain/zone.ts';
import { type BoundQuestion, boundSpend, type Scope, type SpendWorld } from '../oracle/boundSpend.ts';
import type { Random } from '../random.ts';
import type { Span } from '../world/chooseSpan.ts';
import { createDocumentHistory, type DocumentHistory } from './documentHistory.ts';

/** Somebody wants a budget to be silent for a while (epoch seconds). */
export type SnoozeWish = { time: number; name: string; until: number };

/** The budgets documents of a run, and what people snooze. */
export type Budgeting = DocumentHistory<BudgetsDocument> & { snoozes: readonly SnoozeWish[] };

type Json = Record<string, unknown>;

/** Whose midnights are not UTC's: by quarters of hours, far east and west, and where clocks change. */
const zones = [
  'UTC',
  'Asia/Kathmandu',
  'Australia/Lord_Howe',
  'America/St_Johns',
  'Pacific/Chatham',
  'Pacific/Kiritimati',
  'America/New_York',
  'Europe/Berlin',
  'Africa/Cairo',
  'America/Santiago',
  'Asia/Tokyo',
  'Australia/Sydney',
  'America/Los_Angeles',
] as const;

const dayIn = (zone: string, time: number): string =>
  new Intl.DateTimeFormat('en-CA', { timeZone: zone, dateStyle: 'short' }).format(new Date(time * 1000));

const weekDayIn = (zone: string, time: number): string =>
  new Intl.DateTimeFormat('en-US', { timeZone: zone, weekday: 'long' })
    .format(new Date(time * 1000))
    .toLowerCase();

/** The first midnight of a zone after a time. */
const midnightAfter = (zone: string, time: number): number =>
  periodAt({ period: { kind: 'day' }, zone: zone as Zone }, instant(time))?.to ?? time;

const day = 86_400;

const chooseZone = ({ firstEventAt, end }: Span, random: Random): string => {
  const crossed = zones.filter((zone) => midnightAfter(zone, firstEventAt) < end - 3_600);
  const [first, ...others] = random.chance(0.7) ? crossed : [];
  return first === undefined ? random.pick(zones) : random.pick([first, ...others]);
};

const choosePeriod = (zone: string, { firstEventAt, end }: Span, random: Random): unknown => {
  const midnight = midnightAfter(zone, firstEventAt);
  const isNear = midnight < end;
  return random.weigh<unknown>(
    [45, 'day'],
    [15, { from: dayIn(zone, firstEventAt), to: dayIn(zone, midnight + day / 2) }],
    [10, { from: dayIn(zone, isNear ? midnight + day / 2 : firstEventAt), to: dayIn(zone, end + day) }],
    [10, { week: weekDayIn(zone, midnight + day / 2) }],
    [15, 'month'],
    [5, 'quarter'],
  );
};

const chooseScope = ({ world }: SpendWorld, random: Random): Scope => {
  const [first, ...others] = world.components;
  const component = first && random.pick([first, ...others]);
  const [instance, ...instances] = world.instances;
  const place = instance && random.pick([instance, ...instances]);
  const endpoint = place?.endpoint ?? 'ep-0';
  const name = component?.component ?? 'none';
  const team = random.pick(['red', 'blue', 'red', 'blue', 'late-1', 'late-2']);
  return random.weigh<Scope>(
    [25, {}],
    [15, { endpoint }],
    [30, { team }],
    [8, { component: name }],
    [5, { model: `${name}-model` }],
    [5, { instanceType: place?.instanceType ?? 'ml.g5.2xlarge' }],
    [6, { 'tag:Team': random.pick(['red', 'blue']) }],
    [6, { team, endpoint }],
  );
};

const dollarsOf = (units: bigint): number => Number(units) / 172_800 / 1e9;

/** Dollars near what a scope spends in the run's time, or in a part of it. */
const chooseAmount = (given: SpendWorld, span: Span, json: Json, random: Random): string => {
  const asked: BoundQuestion = {
    scope: json.scope as Scope,
    rate: json.rate === 'charge' ? 'charge' : 'cost',
    idle: json.idle === 'shared' ? 'shared' : 'separate',
  };
  const spent = boundSpend(given, asked, { from: span.firstEventAt, to: span.end }, span.end);
  const near = dollarsOf(spent) * random.pick([0.1, 0.3, 0.5, 0.8, 1, 1.2]) * (0.8 + 0.4 * random.next());
  return Math.max(0.01, near).toFixed(2);
};

const chooseThreshold = (amount: string, random: Random): Json =>
  random.weigh<Json>(
    [50, { on: 'actual', percent: random.whole(5, 150) }],
    [20, { on: 'actual', amount: Math.max(0.01, Number(amount) * random.next()).toFixed(2) }],
    [15, { on: 'forecast', percent: random.whole(50, 150) }],
    [
      15,
      { on: 'burnRate', lookBack: random.pick(['1h', '90m', '3h', '6h']), percent: random.whole(50, 1_000) },
    ],
  );

const keyOf = (threshold: Json): string => JSON.stringify(threshold);

const chooseThresholds = (amount: string, random: Random): Json[] => {
  const all = Array.from({ length: random.whole(1, 4) }, () => chooseThreshold(amount, random));
  return all.filter((each, index) => all.findIndex((other) => keyOf(other) === keyOf(each)) === index);
};

const planBudget = (name: string, given: SpendWorld, span: Span, random: Random): Json => {
  const timeZone = chooseZone(span, random);
  const json: Json = {
    name,
    scope: chooseScope(given, random),
    timeZone,
    period: choosePeriod(timeZone, span, random),
    basis: random.weigh([85, 'allocation'], [15, 'usage']),
    rate: random.weigh([80, 'cost'], [20, 'charge']),
    idle: random.weigh([85, 'separate'], [15, 'shared']),
    recipients: random.chance(0.3) ? ['search@example.com'] : [],
    archived: random.chance(0.05),
  };
  const amount = chooseAmount(given, span, json, random);
  const thresholds = random.chance(0.25) ? {} : { thresholds: chooseThresholds(amount, random) };
  return { ...json, amount, ...thresholds };
};

/** What makes a budget another one: done once to each, so that it is never again what it was. */
const redefine = (budget: Json, random: Random): Json =>
  random.pick<Json>([
    { ...budget, basis: budget.basis === 'usage' ? 'allocation' : 'usage' },
    { ...budget, rate: budget.rate === 'charge' ? 'cost' : 'charge' },
    { ...budget, idle: budget.idle === 'shared' ? 'separate' : 'shared' },
  ]);

const changeAmount = (budget: Json, random: Random): Json => ({
  ...budget,
  amount: Math.max(0.01, Number(budget.amount) * (0.3 + 1.4 * random.next())).toFixed(2),
});

const changeBudget = (budget: Json, isRedefined: boolean, random: Random): Json[] =>
  random.weigh<() => Json[]>(
    [45, () => [budget]],
    [20, () => [changeAmount(budget, random)]],
    [10, () => [{ ...budget, archived: budget.archived !== true }]],
    [
      10,
      () => [
        {
          ...budget,
          thresholds: [
            ...((budget.thresholds as Json[] | undefined) ?? []),
            { on: 'actual', amount: (Number(budget.amount) * (0.1 + random.next()) + 0.01).toFixed(4) },
          ],
        },
      ],
    ],
    [10, () => [isRedefined ? budget : redefine(budget, random)]],
    [5, () => []],
  )();

const planWatches = (random: Random): Json[] =>
  random.chance(0.5)
    ? []
    : [
        {
          watch: 'idle',
          name: 'little idle',
          for: random.pick(['15m', '30m', '1h']),
          dollarsPerHour: '0.50',
        },
        { watch: 'freeAccelerators', name: 'room', for: '10m', below: random.whole(1, 4) },
        { watch: 'collection', name: 'eyes', for: '15m', lagMinutes: 30, completenessBelow: 0.95 },
      ];

/** Documents of budgets of a world, by chance, with amounts near what it spends; and snoozes. */
export const createBudgeting = (given: SpendWorld, span: Span, calmAt: number, random: Random): Budgeting => {
  const count = random.whole(1, 5);
  const watches = planWatches(random);
  let budgets = Array.from({ length: count }, (_, index) =>
    planBudget(`budget-${index}`, given, span, random.fork(`budget ${index}`)),
  );
  const redefined = new Set<unknown>();
  const times = [random.chance(0.7) ? span.firstEventAt - 1 : random.whole(span.firstEventAt, calmAt)];
  const texts = [JSON.stringify({ finance: ['finops@example.com'], budgets, watches })];
  for (let version = 1; version < 4 && random.chance(0.45); version += 1) {
    times.push(random.whole(Math.max(span.firstEventAt, times.at(-1) ?? 0), calmAt));
    budgets = budgets.flatMap((budget) => {
      const changed = changeBudget(budget, redefined.has(budget.name), random);
      for (const each of changed)
        if (['basis', 'rate', 'idle'].some((field) => each[field] !== budget[field]))
          redefined.add(budget.name);
      return changed;
    });
    if (random.chance(0.2))
      budgets.push(planBudget(`late-${version}`, given, span, random.fork(`late ${version}`)));
    texts.push(JSON.stringify({ finance: ['finops@example.com'], budgets, watches }));
  }
  const changes = times.map((time) => ({ time, edge: instant(0) }));
  const documents = texts.map(parseBudgets);
  const snoozes = Array.from({ length: random.weigh([60, 0], [25, 1], [15, 3]) }, (): SnoozeWish => {
    const time = random.whole(span.firstEventAt, calmAt);
    const until = Math.floor(Math.min(calmAt, time + random.whole(600, 3 * 3_600)));
    return { time, name: `budget-${random.whole(0, count - 1)}`, until };
  });
  return { ...createDocumentHistory(noBudgets, changes, documents, () => undefined), snoozes };
};
