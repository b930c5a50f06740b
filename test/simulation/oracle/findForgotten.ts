import type { Bucket } from '#shared/domain/bucket.ts';
import type { Samples, SlotCounts } from '#shared/domain/samples.ts';

const sumOf = (counts: SlotCounts): number => counts.reduce((sum, count) => sum + count, 0);

/** Every series of some samples by a name of its own. */
const seriesOf = (samples: readonly Samples[]): Map<string, SlotCounts> =>
  new Map(
    samples.flatMap(({ kind, publishFrequency, instances, holdings }) => [
      ...[...instances].map(([key, counts]) => [`${kind} ${publishFrequency} ${key}`, counts] as const),
      ...[...holdings].map(([key, { counts }]) => [`${kind} ${publishFrequency} ${key}`, counts] as const),
    ]),
  );

const hasFewer = (now: SlotCounts | undefined, before: SlotCounts): boolean => {
  if (now === undefined) return true;
  if (now.length !== before.length) return sumOf(now) < sumOf(before);
  return before.some((count, slot) => (now[slot] ?? 0) < count);
};

/** The first series of which a bucket has fewer samples than the one that it replaces: none may ever go. */
export const findForgotten = (before: Bucket | undefined, now: Bucket): string | undefined => {
  if (before === undefined || before.samples === now.samples) return undefined;
  const kept = seriesOf(now.samples);
  const lost = seriesOf(before.samples)
    .entries()
    .find(([name, counts]) => hasFewer(kept.get(name), counts));
  return lost && `forgets samples of ${lost[0]}`;
};
