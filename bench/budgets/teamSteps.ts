import { listPrice } from '#bench/listPrice.ts';
import type { Trace, TraceComponent } from '#local/fleet/trace.ts';
import { addMoney, costOf, type Money, money, zeroMoney } from '#shared/domain/money.ts';

/** The publish interval that is played, in seconds. */
export const slotSeconds = 10;

/** What a team holds costs so much a slot, from this slot on until the next step's. */
export type SpendStep = { slot: number; cost: Money };

/** The first slot of which the sample sees what holds from a time on. */
const slotAt = (time: number): number => Math.ceil(time / slotSeconds) * slotSeconds;

/** What a component costs a slot, from each slot on in which that changes. */
const componentSteps = (trace: Trace, component: TraceComponent): SpendStep[] => {
  const type = trace.instances.find(({ endpoint }) => endpoint === component.endpoint)?.instanceType;
  const { rate, accelerators } = listPrice(type ?? '');
  const own = trace.copies.filter((row) => row.component === component.component);
  return own.map(({ time, copies }) => {
    const accelerator = costOf(copies * component.gpusPerCopy * slotSeconds, rate);
    return { slot: slotAt(time), cost: money(accelerator / accelerators) };
  });
};

/**
 * What each team's components cost a slot as time goes on, exactly, from a trace's step functions alone: nothing of the product but
 * the exactness of its money is in it.
 */
export const teamSteps = (trace: Trace): Map<string, SpendStep[]> => {
  const byTeam = Map.groupBy(trace.components, ({ team }) => team ?? 'unowned');
  return new Map(
    [...byTeam].map(([team, components]) => {
      const changes = components
        .flatMap((component, index) => componentSteps(trace, component).map((step) => ({ ...step, index })))
        .toSorted((a, b) => a.slot - b.slot);
      const held: Money[] = components.map(() => zeroMoney);
      const steps = new Map<number, Money>();
      for (const { slot, cost, index } of changes) {
        held[index] = cost;
        steps.set(slot, addMoney(held));
      }
      return [team, [...steps].map(([slot, cost]) => ({ slot, cost }))];
    }),
  );
};
