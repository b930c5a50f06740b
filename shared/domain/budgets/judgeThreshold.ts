import type { Money } from '#shared/domain/money.ts';
import type { Instant } from '#shared/domain/time.ts';
import type { ThresholdState } from './budgetState.ts';
import { isBelow } from './isBelow.ts';
import type { BudgetCause } from './movement.ts';

/** What a threshold is judged by. */
export type Judged = {
  now: Instant;
  figure: Money;
  limit: Money;
  /** Why it rose or fell. */
  causes: {
    rise: BudgetCause;
    fall: BudgetCause;
    /** Of all that there is, for what was so before anybody looked. */
    found: BudgetCause;
  };
  /** Nothing may be announced. */
  isSnoozed: boolean;
};

/** What is to be announced of a threshold. */
export type ThresholdNews =
  | { kind: 'crossed'; at: Instant; cause: BudgetCause; found: boolean }
  | { kind: 'recovered'; at: Instant; crossedAt: Instant; cause: BudgetCause };

type Step = { state: ThresholdState; news?: ThresholdNews };
type Crossed = ThresholdState & { state: 'crossed' };

const armed: ThresholdState = { state: 'armed', isJudged: true };

/** Tells of a crossing that nobody was told of, unless it is snoozed. */
const announce = (crossed: Crossed, { isSnoozed }: Judged): Step => {
  if (isSnoozed) return { state: crossed };
  const { at, cause, found } = crossed;
  return { state: { ...crossed, announced: true }, news: { kind: 'crossed', at, cause, found } };
};

const recover = ({ at: crossedAt }: Crossed, { now: at, causes, isSnoozed }: Judged): Step => {
  const state: ThresholdState = { state: 'recovered', at, crossedAt };
  return isSnoozed ? { state } : { state, news: { kind: 'recovered', at, crossedAt, cause: causes.fall } };
};

const cross = (isJudged: boolean, judged: Judged): Step => {
  const { now: at, figure, causes } = judged;
  const cause = isJudged ? causes.rise : causes.found;
  return announce({ state: 'crossed', at, figure, cause, found: !isJudged, announced: false }, judged);
};

/**
 * Where a threshold stands after a look at its figure, and what is to be told of it.
 *
 * Laws: it is told crossed once at most, and recovered once after that; a figure that comes to the limit crosses at once; one that
 * was told crossed recovers two per cent below (`isBelow`), and is done with then until the period ends; one that nobody was told of
 * is armed again as soon as it is below, for nobody has to be told otherwise; the same figure again changes nothing.
 */
export const judgeThreshold = (old: ThresholdState, judged: Judged): Step => {
  const { figure, limit } = judged;
  switch (old.state) {
    case 'armed':
      return figure >= limit ? cross(old.isJudged, judged) : { state: armed };
    case 'crossed': {
      const still = { ...old, figure };
      if (old.announced) return isBelow(figure, limit) ? recover(old, judged) : { state: still };
      return figure >= limit ? announce(still, judged) : { state: armed };
    }
    case 'recovered':
      return { state: old };
  }
};
