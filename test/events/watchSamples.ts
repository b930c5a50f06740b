import { toWatchEvents } from '#shared/alerts/toWatchEvents.ts';
import type { OutgoingEvent } from '#shared/bus/outgoingEvent.ts';
import { defaultWatches } from '#shared/domain/watches/defaultWatches.ts';
import type { Watch, WatchKind } from '#shared/domain/watches/watch.ts';
import { moversOf } from '#test/builders/alerts.ts';
import { dollars } from '#test/builders/budget.ts';
import { at } from '#test/builders/samples.ts';
import { clearedOf, episodeOf, newsOfWatch } from '#test/builders/watchNews.ts';

const defaultOf = (kind: WatchKind): Watch => {
  const watch = defaultWatches.find((each) => each.kind === kind);
  if (watch === undefined) throw new Error(`no watch for ${kind} by default`);
  return watch;
};

const buffer: Watch = {
  kind: 'freeAccelerators',
  name: 'room for one more chat-70b',
  match: { endpoint: 'prod-*' },
  below: 8,
  lasting: 1_800,
  recipients: ['ml-platform@example.com'],
  isArchived: false,
};

const idle = episodeOf({
  kind: 'idle',
  perHour: dollars(42.5),
  byReason: new Map([
    ['unplaced', dollars(28.76)],
    ['stranded', dollars(13.74)],
  ]),
});

const one = (news: Parameters<typeof toWatchEvents>[0]): OutgoingEvent => {
  const [event, ...others] = toWatchEvents(news);
  if (event === undefined || others.length > 0) throw new Error('a sample is one event');
  return event;
};

const spend = episodeOf(
  { kind: 'spend', perHour: dollars(120), usualPerHour: dollars(24.15), confidence: 'high' },
  { team: 'search' },
);

const lagging = episodeOf({
  kind: 'collection',
  collectedThrough: at('2026-05-21T00:30:00Z'),
  completeness: undefined,
});

const gappy = episodeOf(
  { kind: 'collection', collectedThrough: at('2026-05-21T02:55:00Z'), completeness: 0.7125 },
  { endpoint: 'prod-2' },
);

/** Events of watches. */
export const watchSamples: readonly OutgoingEvent[] = [
  one(
    newsOfWatch(
      defaultOf('spend'),
      { raised: [spend] },
      {
        moversOf: () => moversOf(['batch-embed', 'prod-3', 131.25, 131.25], ['ranker', 'prod-1', 44.1, 21.3]),
      },
    ),
  ),
  one(newsOfWatch(defaultOf('idle'), { raised: [idle] })),
  one(newsOfWatch(buffer, { raised: [episodeOf({ kind: 'freeAccelerators', free: 4 })] })),
  one(
    newsOfWatch(defaultOf('deployment'), {
      raised: [episodeOf({ kind: 'deployment', idlePerHour: dollars(11.5) })],
    }),
  ),
  one(newsOfWatch(defaultOf('collection'), { raised: [lagging, gappy] })),
  one(newsOfWatch(defaultOf('idle'), { cleared: [clearedOf(idle)] })),
];
