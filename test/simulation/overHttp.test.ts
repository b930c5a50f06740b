import { describe, expect, it } from 'vitest';
import { describeFailure } from './describeFailure.ts';
import { simulateOverHttp } from './simulateOverHttp.ts';
import { addOutcome, openSummary } from './summary.ts';

/** Seeds that every test run plays over HTTP; `npm run simulate -- --over-http` plays as many as you like. */
const seeds = Array.from({ length: 20 }, (_, index) => index + 1);

const quarterOfAnHour = 900_000;

describe('the synthesized stack under faults on the wire', () => {
  it(
    'ends with what the step functions say, whatever went wrong',
    async () => {
      const summary = openSummary();
      const wrong: string[] = [];
      for (const seed of seeds) {
        const outcome = await simulateOverHttp(seed);
        addOutcome(summary, outcome);
        if (outcome.failures.length > 0) wrong.push(describeFailure(outcome, { overHttp: true }));
      }
      expect(wrong.join('\n')).toBe('');
      expect(summary.seeds).toBe(seeds.length);
      // Every kind of fault was there: a plan that injects nothing would prove nothing.
      expect(summary.faults.size).toBeGreaterThan(3);
    },
    quarterOfAnHour,
  );
});
