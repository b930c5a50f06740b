import { describe, expect, it } from 'vitest';
import { createSampleStatistics } from '#local/fleet/sampleStatistics.ts';

const metric = { namespace: 'App', name: 'Latency', dimensions: {} };

describe('createSampleStatistics', () => {
  it.each([
    ['p0', 1],
    ['p50', 1],
    ['p90', 2],
    ['p99', 7],
    ['p100', 7],
  ] as const)('gives as %s the smallest value that so many samples do not exceed', (statistic, expected) => {
    const statistics = createSampleStatistics({
      metric,
      statistic,
      start: 0,
      end: 120,
      period: 60,
      before: 90,
    });
    statistics.add(10, 7, 5);
    statistics.add(0, 1, 50);
    statistics.add(59, 2, 45);
    statistics.add(95, 3);
    expect([...statistics.result()]).toEqual([expected, Number.NaN]);
  });
});
