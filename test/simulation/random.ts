/** Deterministic chance: everything that a simulated run does by chance comes from one of these. */
export type Random = {
  /** A number in [0, 1). */
  next(): number;
  /** A whole number from `low` to `high`, both included. */
  whole(low: number, high: number): number;
  /** True once in `1 / probability` times. */
  chance(probability: number): boolean;
  /** One of some values. */
  pick<Value>(values: readonly [Value, ...Value[]]): Value;
  /** One of some values, each as often as its weight says. */
  weigh<Value>(...choices: readonly (readonly [weight: number, value: Value])[]): Value;
  /** Chance of its own for some part of a run, so that what one part draws moves no other. */
  fork(label: string): Random;
};

const mix = (state: number): number => {
  let z = state;
  z = Math.imul(z ^ (z >>> 16), 0x85ebca6b);
  z = Math.imul(z ^ (z >>> 13), 0xc2b2ae35);
  return (z ^ (z >>> 16)) >>> 0;
};

/** The same text and seed always give the same 32 bits. */
export const hashText = (text: string, seed = 0): number => {
  let state = seed ^ 0x9e3779b9;
  for (let index = 0; index < text.length; index += 1) {
    state = mix(Math.imul(state ^ text.charCodeAt(index), 0x01000193) + index);
  }
  return mix(state ^ text.length);
};

/** Splitmix (Steele, Lea, Flood 2014) with 32-bit state: 4 bytes, every seed good, quick. */
export const createRandom = (seed: number): Random => {
  let state = mix(seed | 0);
  const next = (): number => {
    state = (state + 0x9e3779b9) | 0;
    return mix(state) / 0x1_0000_0000;
  };
  const whole = (low: number, high: number): number => low + Math.floor(next() * (high - low + 1));
  const pick = <Value>(values: readonly [Value, ...Value[]]): Value =>
    values[whole(0, values.length - 1)] ?? values[0];
  return {
    next,
    whole,
    chance: (probability) => next() < probability,
    pick,
    weigh: (...choices) => {
      let left = next() * choices.reduce((sum, [weight]) => sum + weight, 0);
      const chosen = choices.find(([weight]) => {
        left -= weight;
        return left < 0;
      });
      const found = chosen ?? choices.at(-1);
      if (found === undefined) throw new RangeError('nothing to choose from');
      return found[1];
    },
    fork: (label) => createRandom(hashText(label, seed)),
  };
};
