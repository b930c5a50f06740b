import { answerCosts } from './answerCosts.ts';
import { answerDescription } from './answerDescription.ts';
import { answerExplain } from './answerExplain.ts';
import { answerHealth } from './answerHealth.ts';
import type { Route } from './route.ts';

/** What answers each operation. */
export const routes: readonly Route[] = [answerCosts, answerExplain, answerHealth, answerDescription];
