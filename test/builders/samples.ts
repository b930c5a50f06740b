import {
  coarsen,
  type Holding,
  holdingKey,
  type Samples,
  type SeriesKind,
  type SlotCounts,
} from '#shared/domain/samples.ts';
import { type Instant, parseInstant } from '#shared/domain/time.ts';

/** `at('2026-01-01T00:00:00Z')` */
export const at = (text: string): Instant => {
  const time = parseInstant(text);
  if (time === undefined) throw new Error(`${text} is no time`);
  return time;
};

/** `counts('111..1')`: a digit a slot, a dot for no sample; `'1*30'` repeats; numbers are counts as they are. */
export const counts = (text: string | SlotCounts): SlotCounts => {
  if (typeof text !== 'string') return text;
  const [digit, times] = text.split('*');
  const slots = times === undefined ? text : (digit ?? '').repeat(Number(times));
  return [...slots].map((slot) => (slot === '.' ? 0 : Number(slot)));
};

type HoldingText = Partial<Omit<Holding, 'counts'>> & { counts: string | SlotCounts };

/** Samples of a bucket, written as text; a sum's container and accelerator stand for all of its component's. */
export const samplesOf = (input: {
  kind?: SeriesKind;
  publishFrequency?: number;
  instances?: Record<string, string | SlotCounts>;
  holdings?: HoldingText[];
}): Samples => {
  const holdings = (input.holdings ?? []).map(({ counts: text, ...names }): Holding => {
    const single = { component: 'a', instance: 'i-1', container: 'c-1', accelerator: 'gpu_0' };
    const summed = { component: 'a', instance: 'ml.g6.12xlarge', accelerator: '*' };
    const container = `${names.component ?? 'a'}/*`;
    const defaults = input.kind === 'summed' ? { ...summed, container } : single;
    return { ...defaults, ...names, counts: counts(text) };
  });
  return {
    kind: input.kind ?? 'single',
    publishFrequency: input.publishFrequency ?? 10,
    instances: new Map(Object.entries(input.instances ?? {}).map(([key, text]) => [key, counts(text)])),
    holdings: new Map(holdings.map((holding) => [holdingKey(holding), holding])),
  };
};

/** The same samples as CloudWatch's coarser tiers have them: in so many counts a bucket. */
export const coarsened = (samples: Samples, length: number): Samples => ({
  ...samples,
  instances: new Map([...samples.instances].map(([key, slots]) => [key, coarsen(slots, length)])),
  holdings: new Map(
    [...samples.holdings].map(([key, holding]) => [
      key,
      { ...holding, counts: coarsen(holding.counts, length) },
    ]),
  ),
});
