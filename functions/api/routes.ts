import { answerAllocationChanges } from './answerAllocationChanges.ts';
import { answerCapacity } from './answerCapacity.ts';
import { answerCosts } from './answerCosts.ts';
import { answerDescription } from './answerDescription.ts';
import { answerHealth } from './answerHealth.ts';
import { answerUtilization } from './answerUtilization.ts';
import type { Route } from './route.ts';

/** What answers each operation. */
export const routes: readonly Route[] = [
  answerCosts,
  answerCapacity,
  answerAllocationChanges,
  answerUtilization,
  answerHealth,
  answerDescription,
];
