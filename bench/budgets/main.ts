/**
 * `npm run prove:budgets`: how soon people are told that a budget is crossed. Plays a real trace through the whole stack with a budget
 * for each team, and compares every crossing that the bus tells of with the slot in which the trace's step functions cross.
 * Ends with 1 where a crossing is not told once, and within one collect period and what is gathered for.
 *
 *   npm run prove:budgets -- [DIR] [--from ISO] [--to ISO] [--every MINUTES] [--period month|day] [--closer FROM/TO …]
 *
 * A closer look is one of every five minutes; it begins and ends where collections are.
 */
import { existsSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { parseBucketEdge, parseChoice, parseOptions, parseWhole } from '#cli/parseOptions.ts';
import { createProgress } from '#cli/progress.ts';
import { readTrace } from '#local/fleet/readTrace.ts';
import { synthesize } from '#local/synthesize.ts';
import { formatInstant, instant } from '#shared/domain/time.ts';
import { renderLags } from './lagTable.ts';
import { periods } from './planBudgets.ts';
import { proveBudgets } from './proveBudgets.ts';

const { values, positionals } = parseOptions(process.argv.slice(2), {
  from: { type: 'string', default: '2020-05-01T00:00:00Z' },
  to: { type: 'string', default: '2020-06-01T00:00:00Z' },
  // The longest at which a run is not made longer by what the hourly sweep has collected besides.
  every: { type: 'string', default: '60' },
  period: { type: 'string', default: 'month' },
  closer: { type: 'string', multiple: true, default: [] },
});
const dir = resolve(positionals[0] ?? resolve(import.meta.dirname, '../../../shared/data/helios-may'));
if (!existsSync(dir)) {
  process.stderr.write(`the proof plays ${dir}, which is not there\n`);
  process.exit(2);
}
const closer = values.closer.map((text) => {
  const [from = '', to = ''] = text.split('/');
  return { from: parseBucketEdge('closer', from), to: parseBucketEdge('closer', to) };
});
const range = { from: parseBucketEdge('from', values.from), to: parseBucketEdge('to', values.to) };
const progress = createProgress(process.stderr);
const began = process.hrtime.bigint();
const judgement = await proveBudgets({
  trace: await readTrace(dir),
  assembly: await synthesize(),
  period: parseChoice('period', values.period, periods),
  range,
  every: parseWhole('every', values.every, 1, 129),
  closer,
  closeEvery: 5,
  // A long run says what it has seen so far.
  onTold: ({ budget, key, at }) => {
    progress.clear();
    process.stderr.write(`${formatInstant(instant(at))} ${budget} ${key}\n`);
  },
  onTick: (time) => progress.show(`Playing ${basename(dir)}: ${formatInstant(instant(time))}`),
});
progress.clear();
const minutes = Number(process.hrtime.bigint() - began) / 6e10;
process.stdout.write(`${renderLags(judgement)}\n\nplayed in ${minutes.toFixed(1)} min\n`);
for (const fault of judgement.faults) process.stdout.write(`! ${fault}\n`);
process.exitCode = judgement.faults.length > 0 ? 1 : 0;
