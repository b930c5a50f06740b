import { tennerEvents } from '#shared/config/names.ts';
import { formatInstant } from '#shared/domain/time.ts';
import type { Cleared } from '#shared/domain/watches/stepPhase.ts';
import type { Watch, WatchKind } from '#shared/domain/watches/watch.ts';
import { type Episode, subjectKey } from '#shared/domain/watches/watchState.ts';
import { type FactPart, factIdOf } from './factIdOf.ts';
import { explainLink, type Links } from './links.ts';
import { subjectQuestion } from './subjectQuestion.ts';
import { toFigureFields } from './toFigureFields.ts';
import { toMoverFields } from './toMoverFields.ts';
import type { WatchNews } from './watchNews.ts';

/** What events of what a watch of a kind raises are called. */
export const raisedTypes: Readonly<Record<WatchKind, string>> = {
  spend: tennerEvents.spendAnomalyDetected,
  idle: tennerEvents.idleCapacityHigh,
  freeAccelerators: tennerEvents.freeCapacityLow,
  deployment: tennerEvents.deploymentLingering,
  collection: tennerEvents.collectionDegraded,
};

/** What makes an episode a fact. */
export const episodeFact = (watch: Watch, { subject, since, raisedAt }: Episode): FactPart[] => [
  watch.name,
  subjectKey(subject),
  since,
  raisedAt,
];

const toSubjectFields = (watch: Watch, episode: Episode, links: Links) => {
  const { subject, since, raisedAt } = episode;
  return {
    alertId: factIdOf(raisedTypes[watch.kind], [episodeFact(watch, episode)]),
    endpoint: subject.endpoint ?? null,
    component: subject.component ?? null,
    team: subject.team ?? null,
    since: formatInstant(since),
    raisedAt: formatInstant(raisedAt),
    explain: explainLink(subjectQuestion(episode), links),
  };
};

/** A thing that a watch is raised for, as an event has it. */
export const toRaisedSubject = (episode: Episode, { watch, links, moversOf }: WatchNews) => ({
  ...toSubjectFields(watch, episode, links),
  ...toFigureFields(episode.figure),
  ...(watch.kind === 'spend' ? toMoverFields(moversOf(episode)) : {}),
});

/** A thing that is over, as an event has it. */
export const toClearedSubject = ({ episode, clearedAt }: Cleared, { watch, links }: WatchNews) => ({
  ...toSubjectFields(watch, episode, links),
  clearedAt: formatInstant(clearedAt),
});
