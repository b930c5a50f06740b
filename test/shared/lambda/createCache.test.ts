import { describe, expect, it } from 'vitest';
import { instant } from '#shared/domain/time.ts';
import { createCache } from '#shared/lambda/createCache.ts';

describe('createCache', () => {
  it('keeps a value for some seconds', () => {
    const cache = createCache<number>({ seconds: 30, most: 9 });
    cache.put('a', 1, instant(100));
    expect([100, 129, 130].map((now) => cache.get('a', instant(now)))).toEqual([1, 1, undefined]);
    cache.put('a', 2, instant(130));
    expect(cache.get('a', instant(140))).toBe(2);
  });

  it('has nothing that a clock which was set back has not seen yet', () => {
    const cache = createCache<number>({ seconds: 30, most: 9 });
    cache.put('a', 1, instant(100));
    expect(cache.get('a', instant(99))).toBeUndefined();
  });

  it('forgets the oldest of too many', () => {
    const cache = createCache<number>({ seconds: 30, most: 2 });
    for (const key of ['a', 'b', 'a', 'c']) cache.put(key, 1, instant(100));
    expect(['a', 'b', 'c'].map((key) => cache.get(key, instant(100)))).toEqual([1, undefined, 1]);
  });
});
