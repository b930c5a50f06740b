import { parentPort, workerData } from 'node:worker_threads';
import type { Weather } from './faults/faultPlan.ts';
import { type Guard, guards } from './guards.ts';
import { type SimulationOptions, simulate } from './simulate.ts';
import type { Outcome } from './summary.ts';

type Given = {
  without: Guard | undefined;
  weather: Weather;
  budgets: NonNullable<SimulationOptions['budgets']>;
};
const { without, weather, budgets }: Given = workerData;
const options: SimulationOptions = { weather, budgets, ...(without === undefined ? {} : guards[without]) };

/** A thread of `npm run simulate`: plays each seed that it is sent and answers with what came of it. */
parentPort?.on('message', (seed: number) => {
  const play = async (): Promise<Outcome> => {
    const { runs, hours, buckets, faults, failures } = await simulate(seed, options);
    return { seed, runs, hours, buckets, faults, failures };
  };
  play().then(
    (outcome) => parentPort?.postMessage(outcome),
    (error: unknown) => {
      const failures = [
        `the simulation itself threw ${error instanceof Error ? error.stack : String(error)}`,
      ];
      const outcome: Outcome = { seed, runs: 0, hours: 0, buckets: 0, faults: new Map(), failures };
      parentPort?.postMessage(outcome);
    },
  );
});
