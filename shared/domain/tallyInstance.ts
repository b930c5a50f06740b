import type { UnknownReason } from './bucket.ts';
import type { InstanceCounts } from './chooseSamples.ts';
import { expectedSamples, type Life, missingReason } from './lives.ts';
import { anyComponent } from './samples.ts';
import { slotStart } from './slots.ts';

export type SeriesOfInstance = Pick<InstanceCounts, 'slots' | 'counts' | 'held'>;

/** The lives of an instance and, by key, of all that is held on it, also of what has no counts here. */
export type LivesOfInstance = { life: Life | undefined; heldLives: ReadonlyMap<string, Life> };

/** Accelerator-seconds of one instance. */
export type Tally = {
  instanceSeconds: number;
  held: Map<string, number>;
  missing: Map<UnknownReason, number>;
};

/** What is known of one slot, in samples of one accelerator or instance. */
type SlotTally = {
  /** Samples that the instance must have had: its own, those that its life spans, and those of what is held on it. */
  running: number;
  held: ReadonlyMap<string, number>;
  missing: ReadonlyMap<UnknownReason, number>;
};

const add = <Key>(sums: Map<Key, number>, key: Key, amount: number): void => {
  if (amount > 0) sums.set(key, (sums.get(key) ?? 0) + amount);
};

const tallySlot = (
  index: number,
  { slots, counts, held: series }: SeriesOfInstance,
  { life, heldLives }: LivesOfInstance,
  accelerators: number | undefined,
): SlotTally => {
  const time = slotStart(slots, index);
  const own = counts?.[index] ?? 0;
  const width = life?.width ?? 1;
  let running = Math.max(own, expectedSamples(life, slots, index) * width);
  let claimedBeyond = 0;
  const held = new Map<string, number>();
  const absent = new Map<UnknownReason, number>();
  let claimed = 0;
  let reserved = 0;
  for (const { key, component, counts: heldCounts } of series) {
    const seen = heldCounts[index] ?? 0;
    if (component === anyComponent) {
      reserved += seen;
      continue;
    }
    claimed += seen;
    add(held, component, seen);
    claimedBeyond += Math.max(0, seen - own);
    running = Math.max(running, Math.min(seen, slots.samples) * width);
    const heldLife = heldLives.get(key);
    const expected = expectedSamples(heldLife, slots, index) * (heldLife?.width ?? 1);
    add(absent, missingReason(heldLife, time), expected - seen);
  }
  add(absent, 'unverified', reserved - claimed);
  if (running === 0) return { running, held, missing: new Map() };
  const missing = [...absent.values()].reduce((a, b) => a + b, 0);
  const unvouched = accelerators === undefined ? 0 : (running - own) * accelerators - claimedBeyond;
  if (unvouched <= missing) return { running, held, missing: absent };
  return { running, held, missing: new Map([[missingReason(life, time), unvouched]]) };
};

/**
 * Counts one instance slot by slot. A slot with its `CPUUtilization` sample is vouched for: what no accelerator sample
 * claims is idle, but for accelerators inside a hole of their own series. A slot without that sample, inside the instance's
 * life or with an accelerator's sample on it, is capacity of which only the claimed part is known. Where a slot counts
 * several samples the same is said of their number.
 */
export const tallyInstance = (
  series: SeriesOfInstance,
  lives: LivesOfInstance,
  accelerators: number | undefined,
): Tally => {
  const tally: Tally = { instanceSeconds: 0, held: new Map(), missing: new Map() };
  const { slots } = series;
  const unheld = [...lives.heldLives.keys()].filter((key) => !series.held.some((each) => each.key === key));
  const all = {
    ...series,
    held: [...series.held, ...unheld.map((key) => ({ key, component: 'gone', counts: [] }))],
  };
  slots.seconds.forEach((seconds, index) => {
    const perSample = seconds / slots.samples;
    const { running, held, missing } = tallySlot(index, all, lives, accelerators);
    tally.instanceSeconds += running * perSample;
    for (const [component, samples] of held) add(tally.held, component, samples * perSample);
    for (const [reason, samples] of missing) add(tally.missing, reason, samples * perSample);
  });
  return tally;
};
