import { toWatchEvents } from '#shared/alerts/toWatchEvents.ts';
import { hourSeconds } from '#shared/domain/forecast/hourSeries.ts';
import { after, earliest, type Instant, latest } from '#shared/domain/time.ts';
import { watchesInForce } from '#shared/domain/watches/defaultWatches.ts';
import { evaluateWatch } from '#shared/domain/watches/evaluateWatch.ts';
import type { Subject } from '#shared/domain/watches/watchFacts.ts';
import type { AlertGroup } from '#shared/ledger/alertItem.ts';
import { retryConflicts } from '#shared/ledger/retryConflicts.ts';
import { budgetRecipients } from './budgetRecipients.ts';
import { plainView } from './createHistories.ts';
import { findMovers } from './findMovers.ts';
import { keepAndSend } from './keepAndSend.ts';
import { readWatchFacts } from './readWatchFacts.ts';
import { type AlertDeps, readHistory, type Situation } from './situation.ts';
import { watchGroup } from './watchGroup.ts';

export type WatchCounts = {
  watches: number;
  raised: number;
  cleared: number;
  events: number;
  /** Watches whose events are still to be sent. */
  unsent: number;
};

/** What a thing that is watched is as a scope. */
const scopeOf = ({ endpoint, component, team }: Subject): ReadonlyMap<string, string> =>
  new Map(
    Object.entries({ team, endpoint, component }).flatMap(([label, text]) =>
      text === undefined ? [] : [[label, text] as const],
    ),
  );

/** So far back a watch begins that has looked at nothing yet. */
const firstLook = 3 * hourSeconds;

/** What lags further behind is not waited for: that it lags is told. */
const lastLook = 6 * hourSeconds;

/** From where on anything is news for some watch. */
const newsFrom = (groups: readonly AlertGroup[], { context: { seenThrough } }: Situation): Instant => {
  const oldest = after(seenThrough, -lastLook);
  const looked = groups.flatMap(({ watch }) => [...watch.values()].map(({ through }) => through));
  const isNew = groups.some(({ version }) => version === 0);
  const recent = looked.filter((through) => through >= oldest);
  return latest(
    oldest,
    earliest(isNew || recent.length === 0 ? after(seenThrough, -firstLook) : seenThrough, ...recent),
  );
};

/**
 * Evaluates every watch that is in force by the buckets that have settled, and sends what is raised and cleared, as budgets' events
 * are sent.
 *
 * Law: done again with nothing new it tells nothing.
 * @throws ConflictError when others come between again and again.
 */
export const evaluateWatches = async (situation: Situation, deps: AlertDeps): Promise<WatchCounts> => {
  const { document, eventTime: now, context, progress, account, contacts } = situation;
  const watches = watchesInForce(document.watches);
  const sum: WatchCounts = { watches: watches.length, raised: 0, cleared: 0, events: 0, unsent: 0 };
  let left = watches;
  const evaluate = async (): Promise<void> => {
    const groups = await deps.alerts.readGroups(left.map(({ name }) => watchGroup(name)));
    const history = await readHistory(plainView, situation, deps);
    const stretch = { from: newsFrom(groups, situation), seenThrough: context.seenThrough, history };
    const facts = await readWatchFacts(left, progress, stretch, account, deps);
    for (const [index, watch] of [...left].entries()) {
      const before = groups[index];
      if (before === undefined) continue;
      const outcome = evaluateWatch(watch, before.watch, facts, now);
      const events = toWatchEvents({
        watch,
        outcome,
        moversOf: ({ subject }) => findMovers({ scope: scopeOf(subject) }, history),
        causeOf: () => undefined,
        alsoTo: ({ subject }) =>
          watch.kind === 'collection' ? budgetRecipients(subject.endpoint, situation, history) : [],
        contacts,
        links: deps.links,
      });
      const group = { ...before, watch: outcome.state, outbox: [...before.outbox, ...events] };
      if (!(await keepAndSend(before, group, deps))) sum.unsent += 1;
      sum.raised += outcome.raised.length;
      sum.cleared += outcome.cleared.length;
      sum.events += events.length;
      left = left.filter((each) => each !== watch);
    }
  };
  await retryConflicts(evaluate);
  return sum;
};
