/** FNV-1a: a well-mixed 32-bit number from a text. */
const hashText = (text: string): number => {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1)
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  return hash >>> 0;
};

/** A number in [0, 1) from two integers, the same at every call. */
const mix = (seed: number, time: number): number => {
  let bits = Math.imul(seed ^ Math.imul(time, 0x9e3779b1), 0x85ebca6b);
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35);
  return ((bits ^ (bits >>> 16)) >>> 0) / 2 ** 32;
};

/**
 * A plausible load between 0 and 100 for a series at a time (epoch seconds): a level of its own between 30 and
 * 80, a swing of 15 over the day, and jitter of 5 either way. A pure function, so that every read agrees.
 */
export const simulateLoad = (series: string, time: number): number => {
  const seed = hashText(series);
  const level = 30 + (seed % 51);
  const swing = 15 * Math.sin(2 * Math.PI * (time / 86_400 + seed / 2 ** 32));
  const jitter = 10 * mix(seed, time) - 5;
  return Math.round(Math.min(100, Math.max(0, level + swing + jitter)) * 100) / 100;
};
