import type { BudgetCause } from '#shared/domain/budgets/movement.ts';
import type { WatchOutcome } from '#shared/domain/watches/evaluateWatch.ts';
import type { Watch } from '#shared/domain/watches/watch.ts';
import type { Episode } from '#shared/domain/watches/watchState.ts';
import type { Contacts } from './contacts.ts';
import type { Links } from './links.ts';
import type { TopMovers } from './topMovers.ts';

/** What one evaluation of a watch has to tell, and what telling it needs. */
export type WatchNews = {
  watch: Watch;
  outcome: Pick<WatchOutcome, 'raised' | 'cleared'>;
  /** Of spend: what of the thing moved most; undefined where that was not read. */
  moversOf(episode: Episode): TopMovers | undefined;
  /** Of spend: why it rose, where that was found out; undefined stands for quantity. */
  causeOf(episode: Episode): BudgetCause | undefined;
  /** Who else is told: of what makes alerts blind, whoever is told of the budgets that rest on it. */
  alsoTo(episode: Episode): readonly string[];
  contacts: Contacts;
  links: Links;
};
