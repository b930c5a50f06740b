import type { OutgoingEvent } from '#shared/bus/outgoingEvent.ts';
import { tennerEvents } from '#shared/config/names.ts';
import type { BudgetCause } from '#shared/domain/budgets/movement.ts';
import { formatInstant, instant } from '#shared/domain/time.ts';
import type { WatchOutcome } from '#shared/domain/watches/evaluateWatch.ts';
import type { Cleared } from '#shared/domain/watches/stepPhase.ts';
import type { Watch, WatchKind } from '#shared/domain/watches/watch.ts';
import { type Episode, subjectKey } from '#shared/domain/watches/watchState.ts';
import { audienceOf } from './audienceOf.ts';
import { causeOfEpisode } from './causeOfEpisode.ts';
import { clearedMessage } from './clearedMessage.ts';
import type { Contacts } from './contacts.ts';
import { type FactPart, factIdOf } from './factIdOf.ts';
import { groupBy } from './groupBy.ts';
import { explainLink, type Links } from './links.ts';
import type { Message } from './message.ts';
import { raisedMessage } from './raisedMessage.ts';
import { subjectQuestion } from './subjectQuestion.ts';
import { toFigureFields } from './toFigureFields.ts';
import { toMoverFields } from './toMoverFields.ts';
import type { TopMovers } from './topMovers.ts';

export type WatchNews = {
  watch: Watch;
  outcome: Pick<WatchOutcome, 'raised' | 'cleared'>;
  /** Of spend: what of the thing moved most; undefined where that was not read. */
  moversOf(episode: Episode): TopMovers | undefined;
  /** Of spend: why it rose, where that was found out; undefined stands for quantity. */
  causeOf(episode: Episode): BudgetCause | undefined;
  contacts: Contacts;
  links: Links;
};

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

const typeOf: Readonly<Record<WatchKind, string>> = {
  spend: tennerEvents.spendAnomalyDetected,
  idle: tennerEvents.idleCapacityHigh,
  freeAccelerators: tennerEvents.freeCapacityLow,
  deployment: tennerEvents.deploymentLingering,
  collection: tennerEvents.collectionDegraded,
};

const factOf = (watch: Watch, { subject, since, raisedAt }: Episode): FactPart[] => [
  watch.name,
  subjectKey(subject),
  since,
  raisedAt,
];

const toSubjectFields = (watch: Watch, episode: Episode, links: Links) => {
  const { subject, since, raisedAt } = episode;
  return {
    alertId: factIdOf(typeOf[watch.kind], [factOf(watch, episode)]),
    endpoint: subject.endpoint ?? null,
    component: subject.component ?? null,
    team: subject.team ?? null,
    since: formatInstant(since),
    raisedAt: formatInstant(raisedAt),
    explain: explainLink(subjectQuestion(episode), links),
  };
};

type Addressed<Item> = { item: Item; cause: BudgetCause | undefined; recipients: string[] };

/** What is of one cause and for the same people, together. */
const gather = <Item>(
  items: readonly Item[],
  episodeOf: (item: Item) => Episode,
  { watch, contacts, causeOf }: WatchNews,
): [Addressed<Item>, ...Addressed<Item>[]][] => {
  const addressed = items.map((item) => {
    const episode = episodeOf(item);
    const cause = causeOfEpisode(episode, causeOf(episode));
    return {
      item,
      cause,
      recipients: audienceOf(cause, watch.recipients ?? [], episode.subject.team, contacts),
    };
  });
  return groupBy(addressed, ({ cause, recipients }) => JSON.stringify([cause ?? null, recipients]));
};

const commonOf = ({ name, kind, lasting }: Watch, { cause, recipients }: Addressed<unknown>) => ({
  version: 1 as const,
  recipients,
  watch: { name, kind, lastingSeconds: lasting },
  cause: cause ?? null,
});

const toRaised = (
  group: readonly [Addressed<Episode>, ...Addressed<Episode>[]],
  { watch, links, moversOf }: WatchNews,
): OutgoingEvent<WatchDetail> => {
  const [first, ...others] = group;
  const all: [Episode, ...Episode[]] = [first.item, ...others.map(({ item }) => item)];
  const type = typeOf[watch.kind];
  const moversFor = (episode: Episode) => (watch.kind === 'spend' ? moversOf(episode) : undefined);
  return {
    type,
    time: instant(Math.max(...all.map(({ raisedAt }) => raisedAt))),
    resources: [],
    detail: {
      id: factIdOf(
        type,
        all.map((each) => factOf(watch, each)),
      ),
      ...commonOf(watch, first),
      message: raisedMessage(watch, all, moversFor(first.item)),
      subjects: all.map((each) => ({
        ...toSubjectFields(watch, each, links),
        ...toFigureFields(each.figure),
        ...(watch.kind === 'spend' ? toMoverFields(moversFor(each)) : {}),
      })),
    },
  };
};

const toCleared = (
  group: readonly [Addressed<Cleared>, ...Addressed<Cleared>[]],
  { watch, links }: WatchNews,
): OutgoingEvent<WatchDetail> => {
  const [first, ...others] = group;
  const all: [Cleared, ...Cleared[]] = [first.item, ...others.map(({ item }) => item)];
  return {
    type: tennerEvents.watchCleared,
    time: instant(Math.max(...all.map(({ clearedAt }) => clearedAt))),
    resources: [],
    detail: {
      id: factIdOf(
        tennerEvents.watchCleared,
        all.map(({ episode, clearedAt }) => [...factOf(watch, episode), clearedAt]),
      ),
      ...commonOf(watch, first),
      message: clearedMessage(watch, all),
      subjects: all.map(({ episode, clearedAt }) => ({
        ...toSubjectFields(watch, episode, links),
        clearedAt: formatInstant(clearedAt),
      })),
    },
  };
};

/**
 * What one evaluation of a watch tells, as events: one for all that was raised, and one for all that was cleared, of one cause and
 * for the same people. Without recipients of its own a watch goes to the contact of the thing's team, else to finance.
 *
 * Laws: everything that is told is in exactly one event; each event has somebody to go to; the same news give the same ids, in
 * whatever order they come.
 */
export const toWatchEvents = (news: WatchNews): OutgoingEvent<WatchDetail>[] => {
  const { raised, cleared } = news.outcome;
  return [
    ...gather(raised, (episode) => episode, news).map((group) => toRaised(group, news)),
    ...gather(cleared, ({ episode }) => episode, news).map((group) => toCleared(group, news)),
  ];
};
