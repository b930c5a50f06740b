import type { Aggregate } from '#shared/domain/aggregate.ts';
import { addLines, type CostLine, lineOrder } from '#shared/domain/aggregateCosts.ts';
import { compareKeys, type OrderKey } from '#shared/domain/compareKeys.ts';
import type { StepLine } from './tallyCosts.ts';

/** A line of an answer; `isRest` for what stands for all others beside the costliest. */
export type ArrangedLine = StepLine & { isRest: boolean };

export type Order = { by: 'labels' } | { by: 'cost' | 'gpuSeconds'; isDescending: boolean };

/** Where a line stands in order of labels: its step, then its labels, the rest last. */
export const placeOf = ({ step, isRest, line }: ArrangedLine): OrderKey => [
  step,
  isRest ? 1 : 0,
  ...lineOrder(line),
];

const labelText = ({ labels, kind, reason, blocker }: CostLine): string =>
  JSON.stringify([...labels.values(), kind, reason, blocker].map((each) => each ?? 0));

const costOf = (lines: readonly StepLine[]): bigint =>
  lines.reduce((sum, { line }) => sum + (line.cost ?? 0n), 0n);

/** What nobody holds stands with what is borne, so that what is held remains told apart. */
const asHeld = (line: CostLine): CostLine => {
  const { gpuSeconds, vcpuSeconds, cost } = line;
  return line.kind === 'allocated'
    ? line
    : { ...line, kind: 'allocated', idle: { gpuSeconds, vcpuSeconds, cost } };
};

const toRest = (step: number, lines: readonly CostLine[], by: readonly Aggregate[]): ArrangedLine[] => {
  const [first, ...others] = lines.map(asHeld);
  if (first === undefined) return [];
  const sum = others.reduce(addLines, first);
  const labels = new Map(by.map((label) => [label, undefined] as const));
  return [{ step, isRest: true, line: { ...sum, labels, reason: undefined, blocker: undefined } }];
};

/**
 * The `top` costliest over all steps as they are; the others of each step as one line, and what of them has no price as another.
 * Law: nothing is lost.
 */
const takeTop = (lines: readonly StepLine[], top: number, by: readonly Aggregate[]): ArrangedLine[] => {
  const groups = [...Map.groupBy(lines, ({ line }) => labelText(line))].map(([text, own]) => {
    return { text, own, cost: costOf(own) };
  });
  const ordered = groups.toSorted((a, b) =>
    a.cost === b.cost ? (a.text < b.text ? -1 : 1) : a.cost > b.cost ? -1 : 1,
  );
  const kept = ordered.slice(0, top).flatMap(({ own }) => own.map((each) => ({ ...each, isRest: false })));
  const others = ordered.slice(top).flatMap(({ own }) => own);
  const rest = [...Map.groupBy(others, ({ step }) => step)].flatMap(([step, own]) => {
    const all = own.map(({ line }) => line);
    const isPriced = ({ cost }: CostLine) => cost !== undefined;
    return [
      ...toRest(step, all.filter(isPriced), by),
      ...toRest(
        step,
        all.filter((line) => !isPriced(line)),
        by,
      ),
    ];
  });
  return [...kept, ...rest];
};

const amountOf = ({ line }: StepLine, by: 'cost' | 'gpuSeconds'): bigint | undefined =>
  by === 'cost' ? line.cost : BigInt(line.gpuSeconds);

/** A line with where it stands, which is told once: it is compared with many. */
type PlacedLine = { arranged: ArrangedLine; place: OrderKey };

const compareLines =
  (order: Order) =>
  (a: PlacedLine, b: PlacedLine): number => {
    const byPlace = () => compareKeys(a.place, b.place);
    if (order.by === 'labels') return byPlace();
    if (a.arranged.isRest !== b.arranged.isRest) return a.arranged.isRest ? 1 : -1;
    const [one, other] = [amountOf(a.arranged, order.by), amountOf(b.arranged, order.by)];
    if (one === other) return byPlace();
    // What has no price is last either way.
    if (one === undefined || other === undefined) return one === undefined ? 1 : -1;
    return (one < other ? -1 : 1) * (order.isDescending ? -1 : 1);
  };

/** Puts the lines of an answer in order, the costliest alone where only so many are asked for. */
export const arrangeLines = (
  lines: readonly StepLine[],
  by: readonly Aggregate[],
  { order, top }: { order: Order; top: number | undefined },
): ArrangedLine[] => {
  const all = top === undefined ? lines.map((each) => ({ ...each, isRest: false })) : takeTop(lines, top, by);
  return all
    .map((arranged) => ({ arranged, place: placeOf(arranged) }))
    .toSorted(compareLines(order))
    .map(({ arranged }) => arranged);
};
