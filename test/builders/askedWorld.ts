import type { ApiDeps } from '#functions/api/deps.ts';
import { after, bucketsOf } from '#shared/domain/time.ts';
import { memoryApiDeps } from '#test/harness/askApi.ts';
import { bucketOf, idleOf, poolOf, rowOf } from './bucket.ts';
import { settledState } from './poolState.ts';
import { at } from './samples.ts';

/** A model's name that would turn a terminal red, wipe its line and begin another, and that a spreadsheet would take for a formula. */
export const hostileModel = '=1+1\u001b[31m\u009b2K\nevil\u202e';

/** When the world is asked: just after the hour that it has. */
export const askedAt = at('2026-01-02T01:00:00Z');

/**
 * An hour of an ml.g6.12xlarge at $5.752: one of its four GPUs held by team red, for $1.438, two by blue, whose model has a hostile
 * name, and one idle.
 */
export const askedWorld = async (): Promise<ApiDeps> => {
  const deps = await memoryApiDeps();
  const pool = poolOf();
  const from = at('2026-01-02T00:00:00Z');
  for (const start of bucketsOf(from, after(from, 3_600))) {
    const held = [
      rowOf({ component: 'chat', model: 'chat-model', team: 'red', unitSeconds: 300 }),
      rowOf({ component: 'code', model: hostileModel, team: 'blue', unitSeconds: 600 }),
    ];
    await deps.ledger.putBucket(pool, bucketOf({ start, allocated: held, idle: idleOf(300) }), 0);
  }
  await deps.ledger.changePool(pool, () => settledState({ from, to: after(from, 3_600) }));
  return deps;
};
