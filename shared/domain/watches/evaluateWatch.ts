import { after, type Instant } from '#shared/domain/time.ts';
import { observe } from './observe.ts';
import type { Readings } from './reading.ts';
import { type Cleared, stepPhase } from './stepPhase.ts';
import type { Watch } from './watch.ts';
import type { WatchFacts } from './watchFacts.ts';
import { type Episode, type SubjectState, subjectKey, type WatchState } from './watchState.ts';

/** A thing of which nothing has been seen for so long is gone, and with it what was raised. */
const goneSeconds = 7 * 86_400;

export type WatchOutcome = {
  state: WatchState;
  /** What was raised, all of it for one event, the largest first. */
  raised: readonly Episode[];
  cleared: readonly Cleared[];
};

type SubjectOutcome = {
  state: SubjectState | undefined;
  raised: { episode: Episode; size: number }[];
  cleared: Cleared[];
};

const walk = (
  watch: Watch,
  { subject, readings }: Readings,
  known: SubjectState | undefined,
  now: Instant,
): SubjectOutcome => {
  const raised: SubjectOutcome['raised'] = [];
  const cleared: Cleared[] = [];
  let state = known;
  for (const reading of readings) {
    if (reading.to > now || (state !== undefined && reading.from < state.through)) continue;
    const phase = state?.phase ?? { kind: 'quiet', quietUntil: undefined };
    const step = stepPhase(phase, reading, subject, watch);
    if (step.raised !== undefined && reading.level === 'over')
      raised.push({ episode: step.raised, size: reading.size });
    if (step.cleared !== undefined) cleared.push(step.cleared);
    state = { subject, through: reading.to, phase: step.phase };
  }
  return { state, raised, cleared };
};

/** What is left of a thing that is no more among the facts. */
const forget = (state: SubjectState, now: Instant): SubjectOutcome => {
  if (after(state.through, goneSeconds) > now) return { state, raised: [], cleared: [] };
  const { phase } = state;
  const cleared = phase.kind === 'raised' ? [{ episode: phase.episode, clearedAt: now }] : [];
  return { state: undefined, raised: [], cleared };
};

/**
 * What a watch tells of, by facts up to `now` and by where it stood. Each thing's readings are walked in order of time from where
 * the last evaluation ended.
 *
 * Laws: the same facts again raise nothing and leave the state; evaluating often or seldom raises and clears the same episodes;
 * an episode is raised once; what is held or unknown neither raises nor clears. Only settled buckets are in the facts.
 */
export const evaluateWatch = (
  watch: Watch,
  state: WatchState,
  facts: WatchFacts,
  now: Instant,
): WatchOutcome => {
  const seen = new Map(observe(watch, facts, now).map((each) => [subjectKey(each.subject), each]));
  const outcomes = [...new Set([...state.keys(), ...seen.keys()])].map((key) => {
    const [known, readings] = [state.get(key), seen.get(key)];
    if (readings !== undefined) return { key, ...walk(watch, readings, known, now) };
    return { key, ...(known === undefined ? { state: known, raised: [], cleared: [] } : forget(known, now)) };
  });
  return {
    state: new Map(
      outcomes.flatMap(({ key, state: own }) => (own === undefined ? [] : [[key, own] as const])),
    ),
    raised: outcomes
      .flatMap(({ raised }) => raised)
      .toSorted((a, b) => b.size - a.size)
      .map(({ episode }) => episode),
    cleared: outcomes.flatMap(({ cleared }) => cleared),
  };
};
