import { gpuSecondsOf } from '#shared/domain/costRow.ts';
import { shareIdle } from '#shared/domain/shareIdle.ts';
import type { CostSummary } from '#shared/domain/sumCosts.ts';
import type { CostView } from './costView.ts';
import { percent } from './formatAmounts.ts';

const noteUnpriced = ({ capacity }: CostSummary): string[] =>
  capacity
    .filter(({ cost }) => cost === undefined)
    .map(
      ({ instanceType }) =>
        `note: ${instanceType} is unpriced (the Price List has no single hosting price for it): ` +
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

/** Endpoints on which nobody is there to bear what is idle. */
const noteUnshared = ({ rows }: CostSummary, { idle }: CostView): string[] => {
  if (idle.kind === 'separate') return [];
  const left = shareIdle(rows, idle).filter(({ kind, cost }) => kind === 'idle' && cost !== undefined);
  const endpoints = [...new Set(left.map(({ endpoint }) => endpoint))].join(', ');
  return left.length === 0
    ? []
    : [`note: idle GPUs of ${endpoints} stay apart: nobody is there to bear them`];
};

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
export const costNotes = (summary: CostSummary, view: CostView): string[] => [
  ...noteUnpriced(summary),
  ...noteUnseen(summary),
  ...noteUnmeasured(summary, view),
  ...noteUnshared(summary, view),
  ...noteAdapters(summary),
];
