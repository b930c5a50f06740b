import { describe, expect, it } from 'vitest';
import { second } from '#test/builders/world.ts';
import { chatWorld } from '#test/contract/chatWorld.ts';
import { givenBudgets } from './cloud/givenBudgets.ts';
import { createPrices } from './cloud/prices.ts';
import type { FaultKind } from './faults/faultKinds.ts';
import { type FaultPlan, noFaults } from './faults/faultPlan.ts';
import { playWorld } from './playWorld.ts';
import { createRandom } from './random.ts';
import type { Span } from './world/chooseSpan.ts';

const hour = 3_600;

/** The endpoint `chat` costs some dollars in this time. */
const span: Span = { start: second(0), firstEventAt: second(1_500), end: second(1_500 + hour) };

const budgets = {
  finance: ['finops@example.com'],
  budgets: [
    { name: 'all', scope: 'all', period: 'day', amount: '5.00' },
    { name: 'chat', scope: { endpoint: 'chat' }, period: 'month', amount: '3.00', idle: 'shared' },
    { name: 'red', scope: { team: 'red' }, period: 'day', amount: '0.50' },
  ],
  watches: [{ watch: 'freeAccelerators', name: 'room', for: '10m', below: 4 }],
};

const play = async (faults: FaultPlan): Promise<string[]> => {
  const random = createRandom(7);
  const prices = createPrices(random, undefined);
  const alerting = { faults, choose: () => givenBudgets(budgets) };
  const { failures } = await playWorld({
    world: chatWorld,
    span,
    faults: noFaults,
    prices,
    random,
    alerting,
  });
  return failures;
};

/** What evaluations ask of the outside, call by call, when nothing goes wrong. */
const listCalls = async (): Promise<string[]> => {
  const calls: string[] = [];
  const paceOf = (operation: string) => {
    calls.push(operation);
    return 1;
  };
  await play({ ...noFaults, paceOf });
  return calls;
};

/** One evaluation meets a fault at the call of that number (from 0); all else goes well. */
const faultAt = (call: number, kind: FaultKind): FaultPlan => {
  let calls = -1;
  return {
    ...noFaults,
    paceOf: () => {
      calls += 1;
      return 1;
    },
    strikes: (wanted) => calls === call && wanted === kind,
  };
};

/** Every call that writes or sends, and the first of each kind that reads after each other kind. */
const findPlaces = (calls: readonly string[]): number[] => {
  const writes = new Set(['putGroup', 'putGroupName', 'putAlerts', 'keepSent']);
  const places = new Map<string, number>();
  const counts = new Map<string, number>();
  for (const [index, operation] of calls.entries()) {
    const count = (counts.get(operation) ?? 0) + 1;
    counts.set(operation, count);
    const place = `${calls[index - 1] ?? ''} ${operation}`;
    if (operation !== 'putGroup' && writes.has(operation)) places.set(`${operation} ${count}`, index);
    else if (!places.has(place)) places.set(place, index);
  }
  return [...places.values()];
};

describe('an evaluation', () => {
  it.each(['crashBefore', 'crashAfter', 'cut'] as const)(
    'of which one call goes wrong loses no event and tells none twice: %s',
    { timeout: 120_000 },
    async (kind) => {
      const calls = await listCalls();
      const places = findPlaces(calls);
      const failures: string[] = [];
      for (const place of places)
        for (const failure of await play(faultAt(place, kind)))
          failures.push(`${calls[place]} ${place}: ${failure}`);
      expect(failures).toEqual([]);
      expect(places.length).toBeGreaterThan(30);
      expect(calls).toContain('putAlerts');
    },
  );
});
