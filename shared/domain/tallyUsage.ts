import type { InstanceCounts } from './chooseSamples.ts';
import { anyComponent } from './samples.ts';
import { sumOf } from './sumOf.ts';
import { addUsage, measureUsage, type Usage } from './usage.ts';

/** What components did with what they held on one instance, by component. */
export const tallyUsage = ({ slots, held }: Pick<InstanceCounts, 'slots' | 'held'>): Map<string, Usage> => {
  const usage = new Map<string, Usage>();
  // The sample of a slot that reaches in from before is stamped before.
  const isCut = (slots.seconds[0] ?? slots.step) < slots.step;
  for (const { component, counts, units, load } of held) {
    const seconds = counts.map((count, index) => (count * (slots.seconds[index] ?? 0)) / slots.samples);
    const heldSeconds = sumOf(seconds);
    if (component === anyComponent || heldSeconds === 0) continue;
    const one = measureUsage(heldSeconds, sumOf(isCut ? counts.slice(1) : counts), load);
    const own = { used: one.used * units, unmeasured: one.unmeasured * units };
    const known = usage.get(component);
    usage.set(component, known === undefined ? own : addUsage(known, own));
  }
  return usage;
};
