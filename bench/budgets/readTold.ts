import type { BusEvent } from '#local/aws/eventbridge/timedEvent.ts';
import { budgetThresholdCrossed } from '#shared/bus/budgetThresholdCrossed.ts';
import { tennerEvents } from '#shared/config/names.ts';
import { parseInstant } from '#shared/domain/time.ts';
import type { PlannedThreshold } from './findCrossings.ts';

/** A threshold that an event told of as crossed. */
export type Told = PlannedThreshold & {
  /** When the event reached the bus, by the run's clock. */
  at: number;
  /** It was crossed before anybody looked. */
  found: boolean;
};

/** The thresholds that an event tells of as crossed; none of any other event. */
export const readTold = (event: BusEvent, at: number): Told[] => {
  if (event['detail-type'] !== tennerEvents.budgetThresholdCrossed) return [];
  return budgetThresholdCrossed.parse(event.detail).budgets.flatMap(({ name, period, thresholds }) => {
    const periodFrom = parseInstant(period.from);
    if (periodFrom === undefined) throw new Error(`${name} has a period from ${period.from}`);
    return thresholds.map(({ key, found }) => ({ budget: name, periodFrom, key, at, found }));
  });
};
