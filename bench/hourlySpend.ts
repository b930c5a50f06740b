import type { Trace, TraceComponent } from '#local/fleet/trace.ts';
import type { SpendHour } from '#shared/domain/forecast/spendHistory.ts';
import { costOf, type Money, money } from '#shared/domain/money.ts';
import { listPrice } from './listPrice.ts';

const hourSeconds = 3_600;

/** Seconds of accelerators that a component held in each hour of [from, from + hours × 3,600). */
const heldByHour = (trace: Trace, component: TraceComponent, from: number, hours: number): number[] => {
  const held = Array.from({ length: hours }, () => 0);
  const end = from + hours * hourSeconds;
  const steps = trace.copies.filter((row) => row.component === component.component);
  steps.forEach(({ time, copies }, index) => {
    const until = Math.min(end, steps[index + 1]?.time ?? end);
    let at = Math.max(from, time);
    while (at < until) {
      const hour = Math.floor((at - from) / hourSeconds);
      const next = Math.min(until, from + (hour + 1) * hourSeconds);
      held[hour] = (held[hour] ?? 0) + (next - at) * copies * component.gpusPerCopy;
      at = next;
    }
  });
  return held;
};

/** What each team's components held in each hour costs, exactly, from the trace's step functions alone. */
export const hourlySpend = (trace: Trace, from: number, hours: number): Map<string, SpendHour[]> => {
  const types = new Map(trace.instances.map(({ endpoint, instanceType }) => [endpoint, instanceType]));
  const teams = new Map<string, Map<string, Money>[]>();
  for (const component of trace.components) {
    const instanceType = types.get(component.endpoint) ?? '';
    const { rate, accelerators } = listPrice(instanceType);
    const team = component.team ?? 'unowned';
    const series = teams.get(team) ?? Array.from({ length: hours }, () => new Map<string, Money>());
    teams.set(team, series);
    heldByHour(trace, component, from, hours).forEach((seconds, hour) => {
      const costs = series[hour];
      const cost = costOf(seconds, rate) / accelerators;
      costs?.set(instanceType, money((costs.get(instanceType) ?? 0n) + cost));
    });
  }
  return teams;
};
