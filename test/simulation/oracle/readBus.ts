import { isDeepStrictEqual } from 'node:util';
import * as z from 'zod';
import { budgetRecovered } from '#shared/bus/budgetRecovered.ts';
import { budgetThresholdCrossed } from '#shared/bus/budgetThresholdCrossed.ts';
import { eventSchemas } from '#shared/bus/eventSchemas.ts';
import { subjectFields, watchField } from '#shared/bus/watchFields.ts';
import type { TakenEvent } from '../cloud/evaluationSandbox.ts';

/** What an event on the bus tells of: one crossing or recovery of a threshold, one episode of a watch raised or cleared. */
export type BusFact = {
  kind: 'crossed' | 'recovered' | 'raised' | 'cleared';
  /** What makes it one fact, whatever else its event says. */
  fact: string;
  /** When it was told so, as the event says (epoch seconds). */
  at: number;
  eventId: string;
  alertId: string;
  /** When the bus took it first. */
  time: number;
};

const seconds = (text: string): number => Date.parse(text) / 1000;

/** A crossing by what was crossed: under another amount, or of a budget that is another one, it is another fact. */
export const crossingText = (parts: {
  name: string;
  definition: readonly unknown[];
  from: number;
  key: string;
  limit: string;
}): string => JSON.stringify([parts.name, parts.definition, parts.from, parts.key, parts.limit]);

export type ToldCrossing = BusFact & {
  kind: 'crossed';
  name: string;
  key: string;
  on: string;
  from: number;
  to: number;
  scope: Record<string, string>;
  rate: 'cost' | 'charge';
  basis: string;
  idle: 'separate' | 'shared';
  completeness: number;
  figureUsd: string;
  seenThrough: number;
  found: boolean;
};

const watchDetail = z.object({ watch: watchField, subjects: z.array(z.object(subjectFields)) });
const clearedDetail = z.object({ subjects: z.array(z.object({ clearedAt: z.string() })) });

const budgetFactsOf = ({ time, event: { type, detail } }: TakenEvent): BusFact[] => {
  const isCrossed = type === 'BudgetThresholdCrossed';
  const parsed = isCrossed ? budgetThresholdCrossed.parse(detail) : budgetRecovered.parse(detail);
  return parsed.budgets.flatMap(({ thresholds, ...budget }) => {
    const { name, scope, basis, rate, idle, period } = budget;
    const from = seconds(period.from);
    return thresholds.map((each) => {
      const definition = [Object.entries(scope), period.to, period.timeZone, basis, rate, idle];
      const crossed = crossingText({ name, definition, from, key: each.key, limit: each.limitUsd });
      const common = { at: seconds(each.at), eventId: detail.id, alertId: each.alertId, time };
      if (!isCrossed) return { ...common, kind: 'recovered' as const, fact: `recovered ${each.alertId}` };
      return {
        ...common,
        kind: 'crossed' as const,
        fact: crossed,
        name,
        key: each.key,
        on: each.on,
        from,
        to: seconds(period.to),
        scope,
        rate,
        basis,
        idle,
        completeness: budget.completeness,
        figureUsd: each.figureUsd,
        seenThrough: seconds(budget.seenThrough),
        found: 'found' in each && each.found,
      };
    });
  });
};

const watchFactsOf = ({ time, event: { type, detail } }: TakenEvent): BusFact[] => {
  const { watch, subjects } = watchDetail.parse(detail);
  const isCleared = type === 'WatchCleared';
  const clearedAt = isCleared ? clearedDetail.parse(detail).subjects.map((each) => each.clearedAt) : [];
  return subjects.map(({ endpoint, component, team, since, raisedAt, alertId }, index) => {
    const episode = JSON.stringify([watch.name, endpoint, component, team, since]);
    return {
      kind: isCleared ? 'cleared' : 'raised',
      fact: isCleared ? `cleared ${episode}` : episode,
      at: seconds(clearedAt[index] ?? raisedAt),
      eventId: detail.id,
      alertId,
      time,
    };
  });
};

/**
 * What the bus was told, each event once, and what is wrong with how it was told: a body that is not what its schema says, and a
 * second event of one id with another body.
 */
export const readBus = (taken: readonly TakenEvent[]): { facts: BusFact[]; failures: string[] } => {
  const failures: string[] = [];
  const first = new Map<string, TakenEvent>();
  for (const each of taken) {
    const { id } = each.event.detail;
    const known = first.get(id);
    if (known === undefined) first.set(id, each);
    else if (!isDeepStrictEqual(known.event, each.event)) failures.push(`${id} is sent with two bodies`);
  }
  const facts = [...first.values()].flatMap((each) => {
    const { type, detail } = each.event;
    const fault = eventSchemas.get(type)?.safeParse(detail).error;
    if (fault !== undefined) failures.push(`${type}: ${fault.message}`);
    return type.startsWith('Budget') ? budgetFactsOf(each) : watchFactsOf(each);
  });
  return { facts, failures };
};

export const isCrossing = (fact: BusFact): fact is ToldCrossing => fact.kind === 'crossed';
