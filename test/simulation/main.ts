import { parseArgs } from 'node:util';
import { describeFailure } from './describeFailure.ts';
import { type Guard, guards, isGuard } from './guards.ts';
import { playSeeds } from './playSeeds.ts';
import { simulate } from './simulate.ts';
import { simulateOverHttp } from './simulateOverHttp.ts';
import { addOutcome, formatSummary, type Outcome, openSummary } from './summary.ts';

const usage = `Plays the whole pipeline under faults, seed by seed, and checks the ledger against the fleet's step functions.

  npm run simulate -- --seeds N [--from S] [--rough] [--budgets] [--over-http] [--verbose]   N seeds, from S (1) on
  npm run simulate -- --seed S [--rough] [--budgets] [--over-http]                           one seed again, with all that was wrong
  npm run simulate -- --seeds N --without GUARD [--rough]                       with a guard taken out: seeds must fail

A third of the seeds have budgets; with --budgets all have.

Guards: ${Object.keys(guards).join(', ')}.`;

const wholeNumber = (text: string | undefined, name: string): number | undefined => {
  if (text === undefined) return undefined;
  if (/^\d+$/.test(text)) return Number(text);
  throw new RangeError(`--${name} wants a whole number, not ${text}`);
};

const { values } = parseArgs({
  options: {
    seeds: { type: 'string' },
    seed: { type: 'string' },
    from: { type: 'string' },
    'over-http': { type: 'boolean', default: false },
    verbose: { type: 'boolean', default: false },
    without: { type: 'string' },
    rough: { type: 'boolean', default: false },
    budgets: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});

const overHttp = values['over-http'];
const weather = values.rough ? 'rough' : 'any';
const budgets = values.budgets ? 'all' : 'some';
const single = wholeNumber(values.seed, 'seed');
const first = single ?? wholeNumber(values.from, 'from') ?? 1;
const count = single === undefined ? (wholeNumber(values.seeds, 'seeds') ?? 200) : 1;

const readGuard = (name: string | undefined): Guard | undefined => {
  if (name === undefined || isGuard(name)) return name;
  throw new RangeError(`there is no guard ${name}`);
};

const summary = openSummary();
const startedAt = performance.now();

const showProgress = (): void => {
  if (!process.stderr.isTTY) return;
  const rate = (summary.seeds / (performance.now() - startedAt)) * 1000;
  process.stderr.write(
    `\r${summary.seeds}/${count} seeds, ${rate.toFixed(1)} a second, ${summary.failed.length} failed `,
  );
};

const keep = (outcome: Outcome): void => {
  addOutcome(summary, outcome);
  if (outcome.failures.length > 0)
    process.stdout.write(
      `${describeFailure(outcome, { overHttp, weather, budgets, lines: single === undefined && !values.verbose ? 2 : 200 })}\n`,
    );
  else if (values.verbose)
    process.stdout.write(
      `seed ${outcome.seed}: ${outcome.runs} runs in ${outcome.hours.toFixed(1)} h, well\n`,
    );
  showProgress();
};

const main = async (): Promise<void> => {
  if (values.help) {
    process.stdout.write(`${usage}\n`);
    return;
  }
  const without = readGuard(values.without);
  const seeds = Array.from({ length: count }, (_, index) => first + index);
  if (overHttp) for (const seed of seeds) keep(await simulateOverHttp(seed));
  else if (single === undefined) await playSeeds(seeds, keep, { without, weather, budgets });
  else keep(await simulate(single, { weather, budgets, ...(without === undefined ? {} : guards[without]) }));
  const seconds = (performance.now() - startedAt) / 1000;
  if (process.stderr.isTTY) process.stderr.write('\r\u001b[K');
  process.stdout.write(`${formatSummary(summary)}\nin ${seconds.toFixed(1)} s\n`);
  process.exitCode = summary.failed.length === 0 ? 0 : 1;
};

await main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n\n${usage}\n`);
  process.exitCode = 2;
});
