import type * as z from 'zod';
import { tennerEvents } from '#shared/config/names.ts';
import { allocationChanged } from './allocationChanged.ts';
import { budgetRecovered } from './budgetRecovered.ts';
import { budgetThresholdCrossed } from './budgetThresholdCrossed.ts';
import { collectionDegraded } from './collectionDegraded.ts';
import { deploymentLingering } from './deploymentLingering.ts';
import { freeCapacityLow } from './freeCapacityLow.ts';
import { idleCapacityHigh } from './idleCapacityHigh.ts';
import { spendAnomalyDetected } from './spendAnomalyDetected.ts';
import { watchCleared } from './watchCleared.ts';

/** What the `detail` of each event is, by its detail-type. */
export const eventSchemas: ReadonlyMap<string, z.ZodObject> = new Map<string, z.ZodObject>([
  [tennerEvents.allocationChanged, allocationChanged],
  [tennerEvents.budgetThresholdCrossed, budgetThresholdCrossed],
  [tennerEvents.budgetRecovered, budgetRecovered],
  [tennerEvents.spendAnomalyDetected, spendAnomalyDetected],
  [tennerEvents.idleCapacityHigh, idleCapacityHigh],
  [tennerEvents.freeCapacityLow, freeCapacityLow],
  [tennerEvents.deploymentLingering, deploymentLingering],
  [tennerEvents.collectionDegraded, collectionDegraded],
  [tennerEvents.watchCleared, watchCleared],
]);
