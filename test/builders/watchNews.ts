import type { WatchNews } from '#shared/alerts/watchNews.ts';
import type { WatchFigure } from '#shared/domain/watches/reading.ts';
import type { Cleared } from '#shared/domain/watches/stepPhase.ts';
import type { Watch } from '#shared/domain/watches/watch.ts';
import type { Subject } from '#shared/domain/watches/watchFacts.ts';
import type { Episode } from '#shared/domain/watches/watchState.ts';
import { contacts, links } from './alerts.ts';
import { at } from './samples.ts';
import { subjectOf } from './watchFacts.ts';

/** Of `prod-1`, from one to three in the morning. */
export const episodeOf = (
  figure: WatchFigure,
  subject: Partial<Subject> = { endpoint: 'prod-1' },
): Episode => ({
  subject: subjectOf(subject),
  since: at('2026-05-21T01:00:00Z'),
  raisedAt: at('2026-05-21T03:00:00Z'),
  figure,
});

export const clearedOf = (episode: Episode): Cleared => ({
  episode,
  clearedAt: at('2026-05-21T04:30:00Z'),
});

export const newsOfWatch = (
  watch: Watch,
  outcome: Partial<WatchNews['outcome']>,
  given: Partial<WatchNews> = {},
): WatchNews => ({
  watch,
  outcome: { raised: [], cleared: [], ...outcome },
  moversOf: () => undefined,
  causeOf: () => undefined,
  alsoTo: () => [],
  contacts,
  links,
  ...given,
});
