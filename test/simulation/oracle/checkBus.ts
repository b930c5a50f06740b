import { parseBudgetAmount } from '#shared/domain/budgets/parseBudgetAmount.ts';
import type { TakenEvent } from '../cloud/evaluationSandbox.ts';
import { timeText } from '../timeText.ts';
import { boundSpend, isHeld, type SpendWorld } from './boundSpend.ts';
import { type BusFact, isCrossing, readBus, type ToldCrossing } from './readBus.ts';

/** One fact has one id, of the event and of its own. */
function* findDoubles(facts: readonly BusFact[]): Generator<string> {
  for (const [fact, own] of Map.groupBy(facts, (each) => each.fact)) {
    const ids = new Set(own.map(({ eventId }) => eventId));
    if (ids.size > 1)
      yield `${fact} is told under ${ids.size} ids, at ${own.map(({ at }) => timeText(at)).join(' and ')}`;
  }
  for (const [id, own] of Map.groupBy(facts, ({ kind, alertId }) => `${kind} ${alertId}`))
    if (new Set(own.map(({ fact }) => fact)).size > 1) yield `${id} is of more than one fact`;
}

/** What is over was told before, and nothing is raised again before it is over. */
function* findOrphans(facts: readonly BusFact[]): Generator<string> {
  for (const [begin, end] of [
    ['crossed', 'recovered'],
    ['raised', 'cleared'],
  ] as const) {
    const begun = new Set(facts.filter(({ kind }) => kind === begin).map(({ alertId }) => alertId));
    for (const { kind, alertId, fact } of facts)
      if (kind === end && !begun.has(alertId)) yield `${fact} was never ${begin}`;
  }
  const ends = new Map(facts.flatMap(({ kind, alertId, at }) => (kind === 'cleared' ? [[alertId, at]] : [])));
  const raised = facts.filter(({ kind }) => kind === 'raised');
  for (const own of Map.groupBy(raised, ({ fact }) => fact.replace(/,[^,]*$/, '')).values()) {
    const inOrder = own.toSorted((a, b) => a.at - b.at);
    for (const [index, { fact, at }] of inOrder.entries()) {
      const before = inOrder[index - 1];
      if (before !== undefined && (ends.get(before.alertId) ?? Number.POSITIVE_INFINITY) > at)
        yield `${fact} is raised while ${before.fact} is`;
    }
  }
}

/**
 * What was never spent is never told. What nobody vouches for counts as spent where idle capacity does, and is no more than a guess
 * while an endpoint is silent: where it is in a figure, that is not judged.
 */
function* findOverstated(facts: readonly ToldCrossing[], given: SpendWorld): Generator<string> {
  for (const told of facts) {
    const { on, basis, scope, rate, idle, from, to, seenThrough, figureUsd, time, fact, completeness } = told;
    const hasUnknown = completeness < 1 && (idle === 'shared' || !isHeld(scope));
    if (on !== 'actual' || basis !== 'allocation' || hasUnknown) continue;
    const figure = parseBudgetAmount(figureUsd) ?? 0n;
    const most = boundSpend(given, { scope, rate, idle }, { from, to: Math.min(to, seenThrough) }, time);
    if (figure > most + 172_800n) yield `${fact} is told with ${figure}, there never was more than ${most}`;
  }
}

/** What is wrong with what the bus was told, by itself and by what was spent. */
export function* checkBus(taken: readonly TakenEvent[], given: SpendWorld): Generator<string> {
  const { facts, failures } = readBus(taken);
  yield* failures;
  yield* findDoubles(facts);
  yield* findOrphans(facts);
  yield* findOverstated(facts.filter(isCrossing), given);
}
