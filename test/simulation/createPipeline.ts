import type { Instant } from '#shared/domain/time.ts';
import { type CollectQueue, createCollectQueue } from './cloud/collectQueue.ts';
import type { CollectTools } from './cloud/collectSandbox.ts';
import type { OnRun } from './cloud/onRun.ts';
import { createPlanRule } from './cloud/planRule.ts';
import { createSnapshotRule } from './cloud/snapshotRule.ts';
import { createSweepRule } from './cloud/sweepRule.ts';

/** The pipeline on a timeline: rule → plan → queue → collect, events → snapshot, and rule → sweep. */
export type Pipeline = {
  /** The rule that starts a collection fires for this time, now. */
  plan(eventTime: Instant): void;
  /** The rule that starts a sweep does. */
  sweep(eventTime: Instant): void;
  /** An event of SageMaker's or CloudTrail's reaches the bus now. */
  deliver(event: unknown): void;
  /** Everything that failed too often is tried again. */
  redrive(): void;
  queue: CollectQueue;
};

export const createPipeline = (tools: CollectTools & { onRun: OnRun }): Pipeline => {
  const queue = createCollectQueue({ ...tools, random: tools.random.fork('collect') });
  const snapshot = createSnapshotRule({ ...tools, random: tools.random.fork('snapshot'), queue });
  return {
    plan: createPlanRule({ ...tools, random: tools.random.fork('plan'), queue }),
    sweep: createSweepRule({ ...tools, random: tools.random.fork('sweep'), queue }),
    deliver: snapshot.deliver,
    redrive: () => {
      queue.redrive();
      snapshot.redrive();
    },
    queue,
  };
};
