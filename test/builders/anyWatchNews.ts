import fc from 'fast-check';
import type { WatchNews } from '#shared/alerts/watchNews.ts';
import { budgetCauses } from '#shared/domain/budgets/movement.ts';
import { confidences } from '#shared/domain/forecast/forecast.ts';
import { idleReasons } from '#shared/domain/idleReason.ts';
import { rate } from '#shared/domain/money.ts';
import { after, instant } from '#shared/domain/time.ts';
import type { WatchFigure } from '#shared/domain/watches/reading.ts';
import { type Watch, type WatchKind, watchKinds } from '#shared/domain/watches/watch.ts';
import type { Subject } from '#shared/domain/watches/watchFacts.ts';
import { type Episode, subjectKey } from '#shared/domain/watches/watchState.ts';
import { moversOf, threeAm } from './alerts.ts';
import { anyCents, anyName } from './anyNews.ts';
import { dollars } from './budget.ts';
import { subjectOf } from './watchFacts.ts';
import { newsOfWatch } from './watchNews.ts';

const amount = anyCents.map(dollars);
const share = fc.double({ min: 0, max: 1, noNaN: true });

const anyFigure = (kind: WatchKind): fc.Arbitrary<WatchFigure> => {
  switch (kind) {
    case 'spend':
      return fc.record({
        kind: fc.constant(kind),
        perHour: amount,
        usualPerHour: amount,
        confidence: fc.constantFrom(...confidences),
      });
    case 'idle':
      return fc.record({
        kind: fc.constant(kind),
        perHour: amount,
        byReason: fc.array(fc.tuple(fc.constantFrom(...idleReasons), amount)).map((all) => new Map(all)),
      });
    case 'freeAccelerators':
      return fc.record({ kind: fc.constant(kind), free: fc.double({ min: 0, max: 999, noNaN: true }) });
    case 'deployment':
      return fc.record({ kind: fc.constant(kind), idlePerHour: amount });
    case 'collection':
      return fc.record({
        kind: fc.constant(kind),
        collectedThrough: fc.option(fc.constant(threeAm), { nil: undefined }),
        completeness: fc.option(share, { nil: undefined }),
      });
  }
};

const anySubject = (kind: WatchKind): fc.Arbitrary<Subject> => {
  if (kind !== 'spend') return anyName.map((endpoint) => subjectOf({ endpoint }));
  const ofComponent = fc.record({
    endpoint: anyName,
    component: anyName,
    team: fc.option(anyName, { nil: undefined }),
  });
  return fc.oneof(
    anyName.map((team) => subjectOf({ team })),
    ofComponent,
  );
};

const anyEpisode = (kind: WatchKind): fc.Arbitrary<Episode> =>
  fc.record({
    subject: anySubject(kind),
    figure: anyFigure(kind),
    since: fc.integer({ min: 1, max: 500 }).map((buckets) => instant(threeAm - buckets * 300)),
    raisedAt: fc.constant(threeAm),
  });

const watchOf = (kind: WatchKind, name: string, recipients: readonly string[] | undefined): Watch => {
  const common = { name, lasting: 900, recipients, isArchived: false };
  const everywhere = { endpoint: undefined };
  switch (kind) {
    case 'spend': {
      const match = { ...everywhere, component: undefined, team: undefined };
      return { kind, ...common, of: 'team', match, percentAbove: 50, aboveBy: rate(1n) };
    }
    case 'idle':
      return { kind, ...common, match: everywhere, above: rate(20_000_000_000n) };
    case 'freeAccelerators':
      return { kind, ...common, match: everywhere, below: 4 };
    case 'deployment':
      return { kind, ...common, match: everywhere };
    case 'collection':
      return { kind, ...common, match: everywhere, lag: 1_800, completenessBelow: 0.9 };
  }
};

/** Anything that a watch may have to tell. */
export const anyWatchNews: fc.Arbitrary<WatchNews> = fc
  .constantFrom(...watchKinds)
  .chain((kind) =>
    fc.record({
      watch: fc
        .tuple(anyName, fc.option(fc.constant(['a@example.com']), { nil: undefined }))
        .map(([name, recipients]) => watchOf(kind, name, recipients)),
      episodes: fc.uniqueArray(anyEpisode(kind), {
        selector: ({ subject }) => subjectKey(subject),
        maxLength: 20,
      }),
      isCleared: fc.boolean(),
      cause: fc.option(fc.constantFrom(...budgetCauses), { nil: undefined }),
    }),
  )
  .map(({ watch, episodes, isCleared, cause }) =>
    newsOfWatch(
      watch,
      isCleared
        ? { cleared: episodes.map((episode) => ({ episode, clearedAt: after(threeAm, 600) })) }
        : { raised: episodes },
      { causeOf: () => cause, moversOf: () => moversOf(['ranker', undefined, 1, 1]) },
    ),
  );
