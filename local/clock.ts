/** The time a local run lives in. Everything in `local/` asks this, never the machine. Epoch seconds. */
export type Clock = {
  now(): number;
  /** Whether it stands still until it is moved; when absent it goes on by itself. */
  isStill?(): boolean;
};

/** A clock that stands still until it is moved, so that a month plays in minutes. */
export type VirtualClock = Clock & {
  isStill(): boolean;
  /** Moves to `time` (epoch seconds). @throws RangeError when that would go back. */
  advanceTo(time: number): void;
  /** From now on is the machine's time, but never goes back: for a run that plays the past and then goes on live. */
  release(): void;
};

export const createVirtualClock = (start: number): VirtualClock => {
  let time = start;
  let isReleased = false;
  return {
    now: () => (isReleased ? Math.max(time, Date.now() / 1000) : time),
    isStill: () => !isReleased,
    advanceTo: (next) => {
      if (isReleased) throw new RangeError('the clock goes by itself and cannot be moved');
      if (!(next >= time)) throw new RangeError(`the clock cannot go back from ${time} to ${next}`);
      time = next;
    },
    release: () => {
      isReleased = true;
    },
  };
};
