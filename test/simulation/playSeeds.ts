import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { Weather } from './faults/faultPlan.ts';
import type { Guard } from './guards.ts';
import type { SimulationOptions } from './simulate.ts';
import type { Outcome } from './summary.ts';

/**
 * Plays seeds on as many threads as there are processors, each in order of the seeds that it gets.
 * @param options.without a guard that is taken out, so that seeds must fail.
 */
export const playSeeds = (
  seeds: Iterable<number>,
  onOutcome: (outcome: Outcome) => void,
  {
    threads = availableParallelism(),
    without,
    weather = 'any',
    budgets = 'some',
  }: {
    threads?: number;
    without?: Guard | undefined;
    weather?: Weather;
    budgets?: SimulationOptions['budgets'];
  } = {},
): Promise<void> => {
  const waiting = seeds[Symbol.iterator]();
  const playOn = (): Promise<void> =>
    new Promise((resolve, reject) => {
      const worker = new Worker(new URL('./seedWorker.ts', import.meta.url), {
        workerData: { without, weather, budgets },
      });
      const next = (): void => {
        const { value, done } = waiting.next();
        if (done !== true) worker.postMessage(value);
        else worker.terminate().then(() => resolve(), reject);
      };
      worker.on('message', (outcome: Outcome) => {
        onOutcome(outcome);
        next();
      });
      worker.on('error', reject);
      next();
    });
  return Promise.all(Array.from({ length: threads }, playOn)).then(() => undefined);
};
