import { describe, expect, it } from 'vitest';
import { second } from '#test/builders/world.ts';
import { chatWorld } from '#test/contract/chatWorld.ts';
import { createPrices } from './cloud/prices.ts';
import { type FaultPlan, noFaults } from './faults/faultPlan.ts';
import { playWorld } from './playWorld.ts';
import { createRandom } from './random.ts';
import type { Span } from './world/chooseSpan.ts';

const hour = 3_600;

/** The endpoint `chat` is updated, deleted and created again in this time. */
const span: Span = { start: second(0), firstEventAt: second(1_500), end: second(1_500 + 2 * hour) };

/** What the functions ask of the outside, call by call, when nothing goes wrong. */
const listCalls = async (): Promise<string[]> => {
  const calls: string[] = [];
  const paceOf = (operation: string) => {
    calls.push(operation);
    return 1;
  };
  await play({ ...noFaults, paceOf });
  return calls;
};

const play = async (faults: FaultPlan): Promise<string[]> => {
  const random = createRandom(7);
  const prices = createPrices(random, undefined);
  const { failures } = await playWorld({ world: chatWorld, span, faults, prices, random });
  return failures;
};

/** One invocation ends at the call of that number (from 0), before or after it took effect; all else goes well. */
const crashAt = (call: number, kind: 'crashBefore' | 'crashAfter'): FaultPlan => {
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

/** The first call of each kind after each other kind: every await in every place in which it stands. */
const findPlaces = (calls: readonly string[]): number[] => {
  const places = new Map<string, number>();
  for (const [index, operation] of calls.entries()) {
    const place = `${calls[index - 1] ?? ''} ${operation}`;
    if (!places.has(place)) places.set(place, index);
  }
  return [...places.values()];
};

describe('a crash', () => {
  it.each(['crashBefore', 'crashAfter'] as const)(
    'at any await that touches the outside leaves nothing that the next runs do not mend: %s',
    { timeout: 120_000 },
    async (kind) => {
      const places = findPlaces(await listCalls());
      const failures: string[] = [];
      for (const place of places) failures.push(...(await play(crashAt(place, kind))));
      expect(failures).toEqual([]);
      expect(places.length).toBeGreaterThan(40);
    },
  );
});
