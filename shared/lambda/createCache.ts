import type { Instant } from '#shared/domain/time.ts';

/** Values by key, each for some seconds; of too many the oldest is forgotten. Time comes from outside. */
export type Cache<Value> = {
  get(key: string, now: Instant): Value | undefined;
  put(key: string, value: Value, now: Instant): void;
};

export const createCache = <Value>({ seconds, most }: { seconds: number; most: number }): Cache<Value> => {
  const kept = new Map<string, { value: Value; at: Instant }>();
  return {
    get: (key, now) => {
      const found = kept.get(key);
      // A clock that was set back makes nothing younger.
      const isFresh = found !== undefined && now >= found.at && now < found.at + seconds;
      return isFresh ? found.value : undefined;
    },
    put: (key, value, now) => {
      kept.delete(key);
      kept.set(key, { value, at: now });
      const [oldest] = kept.keys();
      if (kept.size > most && oldest !== undefined) kept.delete(oldest);
    },
  };
};
