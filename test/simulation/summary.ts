import { type FaultKind, faultKinds } from './faults/faultKinds.ts';
import type { SimulationReport } from './simulate.ts';

/** Many seeds added up. */
export type Summary = {
  seeds: number;
  /** Runs of `collect`. */
  runs: number;
  /** Simulated hours. */
  hours: number;
  /** Buckets put. */
  buckets: number;
  faults: Map<FaultKind, number>;
  /** Seeds that failed, in order. */
  failed: number[];
};

export const openSummary = (): Summary => ({
  seeds: 0,
  runs: 0,
  hours: 0,
  buckets: 0,
  faults: new Map(),
  failed: [],
});

/** What a report adds: little, so that it can be handed from thread to thread. */
export type Outcome = Pick<SimulationReport, 'seed' | 'runs' | 'hours' | 'buckets' | 'faults' | 'failures'>;

export const addOutcome = (summary: Summary, outcome: Outcome): void => {
  summary.seeds += 1;
  summary.runs += outcome.runs;
  summary.hours += outcome.hours;
  summary.buckets += outcome.buckets;
  for (const [kind, count] of outcome.faults)
    summary.faults.set(kind, (summary.faults.get(kind) ?? 0) + count);
  if (outcome.failures.length > 0) summary.failed.push(outcome.seed);
};

const grouped = (value: number): string => Math.round(value).toLocaleString('en-US');

/** The table that `npm run simulate` ends with. */
export const formatSummary = (summary: Summary): string => {
  const { faults } = summary;
  const all = [...faults.values()].reduce((sum, count) => sum + count, 0);
  const rows: [string, string][] = [
    ['seeds', grouped(summary.seeds)],
    ['simulated hours', grouped(summary.hours)],
    ['runs of collect', grouped(summary.runs)],
    ['buckets put', grouped(summary.buckets)],
    ['faults injected', grouped(all)],
    ...faultKinds
      .filter((kind) => faults.has(kind))
      .map((kind): [string, string] => [`  ${kind}`, grouped(faults.get(kind) ?? 0)]),
    ['failures', grouped(summary.failed.length)],
  ];
  const width = Math.max(...rows.map(([name]) => name.length));
  const right = Math.max(...rows.map(([, value]) => value.length));
  return rows.map(([name, value]) => `${name.padEnd(width)}  ${value.padStart(right)}`).join('\n');
};
