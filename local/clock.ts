/** The time a local run lives in. Everything in `local/` asks this, never the machine. Epoch seconds. */
export type Clock = { now(): number };

/** The machine's own time, for live runs. */
export const wallClock: Clock = { now: () => Date.now() / 1000 };

export type VirtualClock = Clock & {
  /** Moves to `time` (epoch seconds). @throws RangeError when that would go back. */
  advanceTo(time: number): void;
};

/** A clock that stands still until it is moved, so that a month plays in minutes. */
export const createVirtualClock = (start: number): VirtualClock => {
  let time = start;
  return {
    now: () => time,
    advanceTo: (next) => {
      if (!(next >= time)) throw new RangeError(`the clock cannot go back from ${time} to ${next}`);
      time = next;
    },
  };
};
