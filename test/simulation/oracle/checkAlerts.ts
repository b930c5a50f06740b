import type { CostDeps } from '#shared/costs/costQuestion.ts';
import type { Budget } from '#shared/domain/budgets/budget.ts';
import type { PeriodState } from '#shared/domain/budgets/budgetState.ts';
import type { BudgetsDocument } from '#shared/domain/budgets/budgetsDocument.ts';
import { definitionKey } from '#shared/domain/budgets/definitionKey.ts';
import { earliest, formatInstant, type Instant } from '#shared/domain/time.ts';
import type { MemoryAlerts } from '#test/fakes/memoryAlerts.ts';
import type { TakenEvent } from '../cloud/evaluationSandbox.ts';
import { exactSpend } from './exactSpend.ts';
import { isCrossing, readBus } from './readBus.ts';
import { crossingKey, type GroupWatcher, hundredLimitOf, type SeenPeriod } from './watchGroups.ts';

export type AlertCheck = {
  alerts: Pick<MemoryAlerts, 'all' | 'allSent'>;
  taken: readonly TakenEvent[];
  watcher: GroupWatcher;
  document: BudgetsDocument;
  /** What all is collected by. */
  seenThrough: Instant;
  costs: CostDeps;
};

const nameOf = (budget: Budget, { from }: { from: Instant }): string =>
  `${budget.name}, period ${formatInstant(from)} in the end`;

/** Whether what states say that was told is on the bus, the other way round, and whether all of that is kept. */
function* checkSent({ alerts, taken, watcher }: AlertCheck): Generator<string> {
  for (const { name, outbox } of alerts.all())
    if (outbox.length > 0) yield `${name} still has ${outbox.length} events to send`;
  const { facts } = readBus(taken);
  const onBus = new Set(
    facts.flatMap((fact) => {
      if (isCrossing(fact)) return [crossingKey(fact.name, fact.from, fact.key, fact.at)];
      return fact.kind === 'raised' ? [fact.fact] : [];
    }),
  );
  for (const each of watcher.told)
    if (!onBus.has(each)) yield `${each} is called told, and no event tells it`;
  const kept = new Set(alerts.allSent().map(({ event }) => event.detail.id));
  const ids = new Set(taken.map(({ event }) => event.detail.id));
  for (const id of ids.symmetricDifference(watcher.toSend))
    yield `event ${id} is not both in a state's outbox and sent`;
  for (const id of ids.symmetricDifference(kept)) yield `event ${id} is not both sent and kept as sent`;
}

/** What is used is a share of what it costs, rounded row by row: it may differ by a unit a row when it is read in other steps. */
const differs = ({ basis }: Budget, a: bigint | undefined, b: bigint): boolean => {
  const apart = a === undefined ? undefined : a < b ? b - a : a - b;
  return apart === undefined || apart > (basis === 'usage' ? 1_000n : 0n);
};

/** What is crossed for good is told, once its budget is silent no more. */
function* checkThresholds(budget: Budget, period: PeriodState, actual: bigint): Generator<string> {
  for (const [key, threshold] of period.thresholds) {
    const limit = hundredLimitOf(key, period.amount);
    if (limit === undefined || actual * 100n < limit || threshold.state === 'recovered') continue;
    if (threshold.state === 'armed' || !threshold.announced)
      yield `${nameOf(budget, period)}: ${key} is crossed at ${actual}, and not told`;
  }
}

async function* checkPeriod(
  budget: Budget,
  period: PeriodState,
  isSnoozed: boolean,
  { seenThrough, costs }: AlertCheck,
): AsyncGenerator<string> {
  const to = earliest(period.to, seenThrough);
  const exact = await exactSpend(budget, { from: period.from, to }, costs);
  if (differs(budget, period.known?.actual, exact) || period.known?.seenThrough !== to)
    yield `${nameOf(budget, period)}: ${period.known?.actual} by ${period.known?.seenThrough} instead of ${exact} by ${to}`;
  if (!isSnoozed) yield* checkThresholds(budget, period, exact);
}

/** What is spent for good in a period that was closed crosses nothing of which nobody was told. */
async function* checkClosed(
  budget: Budget,
  { period, isFinal }: SeenPeriod,
  { costs, taken }: AlertCheck,
): AsyncGenerator<string> {
  if (!isFinal) return;
  const exact = await exactSpend(budget, period, costs);
  const crossings = readBus(taken).facts.filter(isCrossing);
  for (const key of period.thresholds.keys()) {
    const limit = hundredLimitOf(key, period.amount);
    if (limit === undefined || exact * 100n < limit) continue;
    const isTold = crossings.some(
      (told) => told.name === budget.name && told.from === period.from && told.key === key,
    );
    if (!isTold)
      yield `${nameOf(budget, period)}: was closed, and nobody was told that ${key} is crossed at ${exact}`;
  }
}

async function* checkSettled(
  budget: Budget,
  { period, isFinal }: SeenPeriod,
  { costs }: AlertCheck,
): AsyncGenerator<string> {
  if (!isFinal || period.known === undefined) return;
  const { through, amount } = period.known.settled;
  const exact = await exactSpend(budget, { from: period.from, to: through }, costs);
  if (differs(budget, amount, exact))
    yield `${nameOf(budget, period)}: ${amount} was settled by ${formatInstant(through)}, which is ${exact}`;
}

/** A few of what was settled: the first, the last, and some between. */
const chooseSome = (seen: readonly SeenPeriod[]): SeenPeriod[] => {
  const byThrough = new Map(seen.map((each) => [each.period.known?.settled.through, each]));
  const all = [...byThrough.values()];
  const step = Math.max(1, Math.floor(all.length / 4));
  return all.filter((_, index) => index % step === 0 || index === all.length - 1);
};

/** How alerts differ from what they must be once all faults are over and an evaluation had quiet. */
export async function* checkAlerts(check: AlertCheck): AsyncGenerator<string> {
  const { alerts, document, watcher, seenThrough } = check;
  yield* checkSent(check);
  const states = new Map(alerts.all().flatMap(({ budgets }) => [...budgets]));
  for (const budget of document.budgets) {
    const state = states.get(budget.name);
    if (budget.archived || state === undefined) continue;
    const isSnoozed = state.snooze !== undefined && seenThrough < state.snooze.until;
    for (const period of state.periods) yield* checkPeriod(budget, period, isSnoozed, check);
    const definition = definitionKey(budget);
    const isOwn = (seen: SeenPeriod) => seen.name === budget.name && seen.state.definition === definition;
    for (const seen of watcher.closed.filter(isOwn)) yield* checkClosed(budget, seen, check);
    for (const own of Map.groupBy(watcher.settled.filter(isOwn), ({ period }) => period.from).values())
      for (const seen of chooseSome(own)) yield* checkSettled(budget, seen, check);
  }
}
