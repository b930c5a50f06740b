import { type Holding, holdingKey, type Samples, type SlotCounts } from '#shared/domain/samples.ts';
import { type Instant, parseInstant } from '#shared/domain/time.ts';

/** `at('2026-01-01T00:00:00Z')` */
export const at = (text: string): Instant => {
  const time = parseInstant(text);
  if (time === undefined) throw new Error(`${text} is no time`);
  return time;
};

/** `counts('111..1')`: a digit a slot, a dot for no sample; `'1*30'` repeats. */
export const counts = (text: string): SlotCounts => {
  const [digit, times] = text.split('*');
  const slots = times === undefined ? text : (digit ?? '').repeat(Number(times));
  return [...slots].map((slot) => (slot === '.' ? 0 : Number(slot)));
};

type HoldingText = {
  component?: string;
  instance?: string;
  container?: string;
  accelerator?: string;
  counts: string;
};

/** Samples of a bucket, written as text. */
export const samplesOf = (input: {
  publishFrequency?: number;
  instances: Record<string, string>;
  holdings?: HoldingText[];
}): Samples => {
  const holdings = (input.holdings ?? []).map(({ counts: text, ...names }): Holding => {
    const defaults = { component: 'a', instance: 'i-1', container: 'c-1', accelerator: 'gpu_0' };
    return { ...defaults, ...names, counts: counts(text) };
  });
  return {
    kind: 'single',
    publishFrequency: input.publishFrequency ?? 10,
    instances: new Map(Object.entries(input.instances).map(([key, text]) => [key, counts(text)])),
    holdings: new Map(holdings.map((holding) => [holdingKey(holding), holding])),
  };
};
