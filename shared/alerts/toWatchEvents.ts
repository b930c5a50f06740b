import type { OutgoingEvent } from '#shared/bus/outgoingEvent.ts';
import { tennerEvents } from '#shared/config/names.ts';
import type { BudgetCause } from '#shared/domain/budgets/movement.ts';
import { instant } from '#shared/domain/time.ts';
import type { Cleared } from '#shared/domain/watches/stepPhase.ts';
import type { Watch, WatchKind } from '#shared/domain/watches/watch.ts';
import type { Episode } from '#shared/domain/watches/watchState.ts';
import { audienceOf } from './audienceOf.ts';
import { causeOfEpisode } from './causeOfEpisode.ts';
import { clearedMessage } from './clearedMessage.ts';
import { factIdOf } from './factIdOf.ts';
import { groupBy } from './groupBy.ts';
import type { Message } from './message.ts';
import { raisedMessage } from './raisedMessage.ts';
import { splitBySize } from './splitBySize.ts';
import type { WatchNews } from './watchNews.ts';
import { episodeFact, raisedTypes, toClearedSubject, toRaisedSubject } from './watchSubjects.ts';

/** What the details of all events of watches have; the schema of each says the rest. */
type WatchDetail = {
  version: 1;
  id: string;
  recipients: string[];
  message: Message;
  watch: { name: string; kind: WatchKind; lastingSeconds: number };
  cause: BudgetCause | null;
  subjects: object[];
};

type Addressed<Item> = { item: Item; cause: BudgetCause | undefined; recipients: string[] };

/** What is of one cause and for the same people, together; in several parts where one event cannot hold it. */
const gather = <Item>(
  items: readonly Item[],
  { episodeOf, listed }: { episodeOf(item: Item): Episode; listed(item: Item): object },
  { watch, contacts, causeOf, alsoTo }: WatchNews,
): [Addressed<Item>, ...Addressed<Item>[]][] => {
  const addressed = items.map((item) => {
    const episode = episodeOf(item);
    const cause = causeOfEpisode(episode, causeOf(episode));
    const audience = audienceOf(cause, watch.recipients ?? [], episode.subject.team, contacts);
    return { item, cause, recipients: [...new Set([...audience, ...alsoTo(episode)])].toSorted() };
  });
  return groupBy(addressed, ({ cause, recipients }) => JSON.stringify([cause ?? null, recipients])).flatMap(
    (group) => splitBySize(group, ({ item }) => listed(item)),
  );
};

const commonOf = ({ name, kind, lasting }: Watch, { cause, recipients }: Addressed<unknown>) => ({
  version: 1 as const,
  recipients,
  watch: { name, kind, lastingSeconds: lasting },
  cause: cause ?? null,
});

const toRaised = (
  group: readonly [Addressed<Episode>, ...Addressed<Episode>[]],
  news: WatchNews,
): OutgoingEvent<WatchDetail> => {
  const { watch, moversOf } = news;
  const [first, ...others] = group;
  const all: [Episode, ...Episode[]] = [first.item, ...others.map(({ item }) => item)];
  const type = raisedTypes[watch.kind];
  return {
    type,
    time: instant(Math.max(...all.map(({ raisedAt }) => raisedAt))),
    resources: [],
    detail: {
      id: factIdOf(
        type,
        all.map((each) => episodeFact(watch, each)),
      ),
      ...commonOf(watch, first),
      message: raisedMessage(watch, all, watch.kind === 'spend' ? moversOf(first.item) : undefined),
      subjects: all.map((each) => toRaisedSubject(each, news)),
    },
  };
};

const toCleared = (
  group: readonly [Addressed<Cleared>, ...Addressed<Cleared>[]],
  news: WatchNews,
): OutgoingEvent<WatchDetail> => {
  const { watch } = news;
  const [first, ...others] = group;
  const all: [Cleared, ...Cleared[]] = [first.item, ...others.map(({ item }) => item)];
  return {
    type: tennerEvents.watchCleared,
    time: instant(Math.max(...all.map(({ clearedAt }) => clearedAt))),
    resources: [],
    detail: {
      id: factIdOf(
        tennerEvents.watchCleared,
        all.map(({ episode, clearedAt }) => [...episodeFact(watch, episode), clearedAt]),
      ),
      ...commonOf(watch, first),
      message: clearedMessage(watch, all),
      subjects: all.map((each) => toClearedSubject(each, news)),
    },
  };
};

const ofRaised = (news: WatchNews) => ({
  episodeOf: (episode: Episode) => episode,
  listed: (episode: Episode) => toRaisedSubject(episode, news),
});

const ofCleared = (news: WatchNews) => ({
  episodeOf: ({ episode }: Cleared) => episode,
  listed: (cleared: Cleared) => toClearedSubject(cleared, news),
});

/**
 * What one evaluation of a watch tells, as events: one for all that was raised, and one for all that was cleared, of one cause and
 * for the same people, or several where one cannot hold it. Without recipients of its own a watch goes to the contact of the thing's
 * team, else to finance.
 *
 * Laws: everything that is told is in exactly one event; each event has somebody to go to; the same news give the same ids, in
 * whatever order they come.
 */
export const toWatchEvents = (news: WatchNews): OutgoingEvent<WatchDetail>[] => {
  const { raised, cleared } = news.outcome;
  return [
    ...gather(raised, ofRaised(news), news).map((group) => toRaised(group, news)),
    ...gather(cleared, ofCleared(news), news).map((group) => toCleared(group, news)),
  ];
};
