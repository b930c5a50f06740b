import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { bootCloud } from '#local/bootCloud.ts';
import { createVirtualClock } from '#local/clock.ts';
import { synthesize } from '#local/synthesize.ts';

describe('synthesize', () => {
  it('makes one assembly for runs that start at the same time, and makes it once', {
    timeout: 60_000,
  }, async () => {
    const [first, second] = await Promise.all([synthesize(), synthesize()]);
    expect(second).toEqual(first);
    expect(existsSync(first.templateFile)).toBe(true);
    const startedAt = performance.now();
    expect(await synthesize()).toEqual(first);
    expect(performance.now() - startedAt).toBeLessThan(500);
  });

  it('makes a template that the local run understands as it is', { timeout: 60_000 }, async () => {
    const cloud = await bootCloud({
      ...(await synthesize()),
      port: 0,
      clock: createVirtualClock(1_577_836_800),
      services: [],
      parameters: { CollectEvery: '10 minutes' },
    });
    const due = cloud.nextDue(1_577_836_800);
    await cloud.stop();
    expect(cloud.resources.functions).toHaveLength(6);
    // A batch of messages that ask for an evaluation is one evaluation, which fails whole.
    expect(cloud.resources.mappings.map(({ reportsItemFailures }) => reportsItemFailures)).toEqual([
      true,
      false,
    ]);
    expect(due).toBe(1_577_837_400);
  });
});
