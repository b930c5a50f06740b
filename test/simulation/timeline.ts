/** Virtual time: what happens, when, and in what order. */
export type Timeline = {
  /** Epoch seconds, with fractions. */
  now(): number;
  /** Does something after so many seconds; what falls on one moment is done in the order in which it was asked for. */
  after(seconds: number, action: () => void): void;
  /** Plays what is due until `time`; everything that an action sets off is over before the next one begins. */
  playTo(time: number): Promise<void>;
};

type Entry = { time: number; order: number; action: () => void };

const isBefore = (a: Entry, b: Entry): boolean => a.time < b.time || (a.time === b.time && a.order < b.order);

/** A binary heap: the first of its entries is found without sorting all. */
const createHeap = () => {
  const entries: Entry[] = [];
  const swap = (a: number, b: number): void => {
    const [left, right] = [entries[a], entries[b]];
    if (left === undefined || right === undefined) return;
    entries[a] = right;
    entries[b] = left;
  };
  const comes = (a: number, b: number): boolean => {
    const [left, right] = [entries[a], entries[b]];
    return left !== undefined && right !== undefined && isBefore(left, right);
  };
  return {
    first: () => entries[0],
    push: (entry: Entry): void => {
      let at = entries.push(entry) - 1;
      for (let up = (at - 1) >> 1; at > 0 && comes(at, up); up = (at - 1) >> 1) {
        swap(at, up);
        at = up;
      }
    },
    shift: (): Entry | undefined => {
      swap(0, entries.length - 1);
      const first = entries.pop();
      for (let at = 0; ; ) {
        const [left, right] = [2 * at + 1, 2 * at + 2];
        let least = comes(left, at) ? left : at;
        if (comes(right, least)) least = right;
        if (least === at) return first;
        swap(at, least);
        at = least;
      }
    },
  };
};

/** Lets every promise that can go on do so, until none can: they are all done before the next turn of the event loop. */
const settle = (): Promise<void> => new Promise((resolve) => void setImmediate(resolve));

export const createTimeline = (start: number): Timeline => {
  const heap = createHeap();
  let now = start;
  let order = 0;
  return {
    now: () => now,
    after: (seconds, action) => {
      order += 1;
      heap.push({ time: now + Math.max(0, seconds), order, action });
    },
    playTo: async (time) => {
      for (let next = heap.first(); next !== undefined && next.time <= time; next = heap.first()) {
        heap.shift();
        now = Math.max(now, next.time);
        next.action();
        await settle();
      }
      now = Math.max(now, time);
    },
  };
};
