import { answerAccess, answerReplaceAccess } from './answerAccess.ts';
import { answerCosts } from './answerCosts.ts';
import { answerDescription } from './answerDescription.ts';
import { answerHealth } from './answerHealth.ts';
import { answerCheckOwners, answerOwners, answerReplaceOwners } from './answerOwners.ts';
import { answerCheckRates, answerRates, answerReplaceRates } from './answerRates.ts';
import type { Route } from './route.ts';

/** What answers each operation. */
export const routes: readonly Route[] = [
  answerCosts,
  ...[answerOwners, answerReplaceOwners, answerCheckOwners],
  ...[answerRates, answerReplaceRates, answerCheckRates],
  ...[answerAccess, answerReplaceAccess],
  answerHealth,
  answerDescription,
];
