import { describe, expect, it } from 'vitest';
import { eachConcurrently } from '#shared/lambda/eachConcurrently.ts';
import { describeFailure } from './describeFailure.ts';
import { simulateOverHttp } from './simulateOverHttp.ts';
import { addOutcome, openSummary } from './summary.ts';

const seeds = Array.from({ length: 20 }, (_, index) => index + 1);

/** Runs side by side, so that the clients' waits between retries are no waits of the test's. */
const concurrency = 4;

describe('the pipeline under faults, over HTTP', () => {
  it('ends with what the step functions say', { timeout: 300_000 }, async () => {
    const summary = openSummary();
    const wrong: string[] = [];
    await eachConcurrently(seeds, concurrency, async (seed) => {
      const outcome = await simulateOverHttp(seed);
      addOutcome(summary, outcome);
      if (outcome.failures.length > 0) wrong.push(describeFailure(outcome, { overHttp: true }));
    });
    expect(wrong.join('\n')).toBe('');
    expect(summary.seeds).toBe(seeds.length);
    expect([...summary.faults.keys()].toSorted()).toEqual(['cut', 'failed', 'partialData', 'throttled']);
  });
});
