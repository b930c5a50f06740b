import { gpuSecondsOf } from '#shared/domain/costRow.ts';
import { formatDollars, type Money } from '#shared/domain/money.ts';
import { shareIdle } from '#shared/domain/shareIdle.ts';
import type { CostSummary } from '#shared/domain/sumCosts.ts';
import type { CostReport } from './costReport.ts';
import type { CostView } from './costView.ts';
import { exactDollars, percent } from './formatAmounts.ts';

const noteUnpriced = ({ capacity }: CostSummary): string[] =>
  capacity
    .filter(({ cost }) => cost === undefined)
    .map(
      ({ instanceType }) =>
        `note: ${instanceType} is unpriced (no single hosting price in the Price List, or of a capacity reservation): ` +
        'its GPU-seconds are kept, its cost is not in the total',
    );

const noteUnseen = ({ rows, completeness: { seen, expected } }: CostSummary): string[] => {
  if (seen === expected) return [];
  const unknown = rows.filter(({ kind }) => kind === 'unknown');
  const reasons = [...new Set(unknown.map(({ reason }) => reason))].join(', ');
  const share = percent(seen, expected);
  return [`note: ${share} of the expected samples were seen; the rest is unknown (${reasons})`];
};

const noteUnmeasured = ({ rows }: CostSummary, { costBasis }: CostView): string[] => {
  const held = rows.filter(({ kind, unit }) => kind === 'allocated' && unit === 'accelerator');
  const seconds = held.reduce((sum, row) => sum + gpuSecondsOf(row), 0);
  const unmeasured = held.reduce((sum, { usage }) => sum + (usage?.unmeasured ?? 0), 0);
  if (costBasis === 'allocation' || unmeasured === 0) return [];
  const share = percent(seconds - unmeasured, seconds);
  return [`note: the utilisation of ${share} of the held GPU-seconds is known; the rest is unmeasured`];
};

const noteNotMetered = ({ notMetered = [] }: CostReport): string[] =>
  notMetered.map(({ endpoint, variant, component, reason }) => {
    const what =
      component === undefined ? `variant ${variant} of ${endpoint}` : `${component} on ${endpoint}`;
    return `note: ${what} is not metered: ${explanations[reason]}`;
  });

const explanations = {
  serverless: 'it is serverless, billed by what it serves and not by instances',
  'reserves nothing': 'it reserves no accelerator, and no vCPU where there are none',
};

/** Endpoints on which nobody is there to bear what is idle. */
const noteUnshared = ({ rows }: CostSummary, { idle }: CostView): string[] => {
  if (idle.kind === 'separate') return [];
  const left = shareIdle(rows, idle).filter(({ kind, cost }) => kind === 'idle' && cost !== undefined);
  const endpoints = [...new Set(left.map(({ endpoint }) => endpoint))].join(', ');
  return left.length === 0
    ? []
    : [`note: idle GPUs of ${endpoints} stay apart: nobody is there to bear them`];
};

/** Where only one of cost and charge is known, the variance is what that one is. */
const noteUncharged = ({ capacity, uncharged }: CostSummary, { rate }: CostView): string[] => {
  if (rate === 'cost') return [];
  const unpriced = capacity.filter(({ cost }) => cost === undefined).map(({ instanceType }) => instanceType);
  const charged = unpriced.filter((type) => !uncharged.includes(type));
  const paid = uncharged.filter((type) => !unpriced.includes(type));
  return [
    ...paid.map(
      (type) => `note: nothing says what is charged for ${type}: what it costs stands in the variance`,
    ),
    ...charged.map((type) => `note: what is charged for ${type} is taken off again in the variance`),
  ];
};

const noteCommitment = (unused: Money | undefined): string[] =>
  unused === undefined
    ? []
    : [`note: ${exactDollars(formatDollars(unused))} of unused commitment stands apart: it is in no row`];

/** Bases of which it is not told by invocations what their adapters have. */
const noteAdapters = ({ rows }: CostSummary): string[] => {
  const of = (how: string) => [
    ...new Set(rows.flatMap(({ shared }) => (shared?.by === how ? [shared.base] : []))),
  ];
  const notes = [
    { bases: of('equally'), text: 'shared equally among its adapters while none was called' },
    { bases: of('unknown'), text: 'not shared with its adapters while their invocations are not known' },
  ];
  return notes.flatMap(({ bases, text }) => bases.map((base) => `note: ${base} is ${text}`));
};

/** What a reader must know beside the figures: what has no price, how much was not seen, and what is not as asked for. */
export const costNotes = (summary: CostReport, view: CostView, unusedCommitment?: Money): string[] => [
  ...noteUnpriced(summary),
  ...noteUncharged(summary, view),
  ...noteCommitment(unusedCommitment),
  ...noteUnseen(summary),
  ...noteUnmeasured(summary, view),
  ...noteUnshared(summary, view),
  ...noteNotMetered(summary),
  ...noteAdapters(summary),
];
