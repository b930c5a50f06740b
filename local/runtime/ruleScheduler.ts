import type { RuleSpec } from '#local/template/ruleSpec.ts';

/** One firing of a scheduled rule, at its scheduled time (epoch seconds). */
export type Firing = { time: number; rule: RuleSpec };

/** Knows when the scheduled rules fire; a disabled rule never does. */
export type RuleScheduler = {
  /** The firings up to and including `now` that have not been taken yet, in order. */
  takeDue(now: number): Firing[];
  /** The first firing after `after` that has not been taken yet. */
  nextAfter(after: number): number | undefined;
};

/** @param start the first firings are after this time (epoch seconds). */
export const createRuleScheduler = (rules: readonly RuleSpec[], start: number): RuleScheduler => {
  const enabled = rules.filter(({ isEnabled }) => isEnabled);
  let takenUpTo = start;

  const firingsOf = (rule: RuleSpec, now: number): Firing[] => {
    const firings: Firing[] = [];
    let time = rule.schedule?.nextAfter(takenUpTo);
    while (time !== undefined && time <= now) {
      firings.push({ time, rule });
      time = rule.schedule?.nextAfter(time);
    }
    return firings;
  };
  return {
    takeDue: (now) => {
      if (now <= takenUpTo) return [];
      const due = enabled.flatMap((rule) => firingsOf(rule, now)).sort((a, b) => a.time - b.time);
      takenUpTo = now;
      return due;
    },
    nextAfter: (after) => {
      const times = enabled.flatMap(({ schedule }) => schedule?.nextAfter(Math.max(after, takenUpTo)) ?? []);
      return times.length === 0 ? undefined : Math.min(...times);
    },
  };
};
