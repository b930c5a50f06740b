import { after, type Instant } from '#shared/domain/time.ts';
import type { Reading } from './reading.ts';
import type { Watch } from './watch.ts';
import type { Subject } from './watchFacts.ts';
import type { Episode, Phase } from './watchState.ts';

/** For how long after an episode the next one waits. */
export const coolDownSeconds = 3_600;

/** An episode ends after as long as it took to begin, but no longer than this. */
const mostCalm = 1_800;

/** An episode that is over. */
export type Cleared = { episode: Episode; clearedAt: Instant };

export type PhaseStep = { phase: Phase; raised: Episode | undefined; cleared: Cleared | undefined };

const stay = (phase: Phase): PhaseStep => ({ phase, raised: undefined, cleared: undefined });

type Over = Extract<Reading, { level: 'over' }>;

const goOver = (
  phase: Exclude<Phase, { kind: 'raised' }>,
  reading: Over,
  subject: Subject,
  { lasting }: Watch,
): PhaseStep => {
  const { from, to, figure } = reading;
  const begun = phase.kind === 'pending' ? phase : { since: from, seconds: 0 };
  const seconds = begun.seconds + (to - from);
  const { quietUntil } = phase;
  if (seconds < lasting || (quietUntil !== undefined && to < quietUntil))
    return stay({ kind: 'pending', quietUntil, since: begun.since, seconds });
  const episode = { subject, since: begun.since, raisedAt: to, figure };
  return { phase: { kind: 'raised', episode, calm: 0 }, raised: episode, cleared: undefined };
};

const goOn = (
  phase: Extract<Phase, { kind: 'raised' }>,
  { level, from, to }: Reading,
  { lasting }: Watch,
): PhaseStep => {
  if (level !== 'under') return stay({ ...phase, calm: 0 });
  const calm = phase.calm + (to - from);
  if (calm < Math.min(lasting, mostCalm)) return stay({ ...phase, calm });
  const quiet: Phase = { kind: 'quiet', quietUntil: after(to, coolDownSeconds) };
  return { phase: quiet, raised: undefined, cleared: { episode: phase.episode, clearedAt: to } };
};

/**
 * Where a watch stands with a thing after one more reading of it: quiet → pending → raised → quiet.
 *
 * Laws: an episode is raised once, after `lasting` seconds of readings over the threshold without one that is not; what is blank
 * changes nothing; the next is not raised within the cool-down.
 */
export const stepPhase = (phase: Phase, reading: Reading, subject: Subject, watch: Watch): PhaseStep => {
  if (reading.level === 'blank') return stay(phase);
  if (phase.kind === 'raised') return goOn(phase, reading, watch);
  if (reading.level === 'over') return goOver(phase, reading, subject, watch);
  return stay({ kind: 'quiet', quietUntil: phase.quietUntil });
};
