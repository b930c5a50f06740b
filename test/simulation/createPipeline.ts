import type { Instant } from '#shared/domain/time.ts';
import { type CollectQueue, createCollectQueue } from './cloud/collectQueue.ts';
import type { CollectTools } from './cloud/collectSandbox.ts';
import type { OnRun } from './cloud/onRun.ts';
import { createPlanRule } from './cloud/planRule.ts';
import { createSnapshotRule } from './cloud/snapshotRule.ts';

/** The pipeline on a timeline: rule → plan → queue → collect, and events → snapshot. */
export type Pipeline = {
  /** The scheduled rule fires for this time, now. */
  fire(eventTime: Instant): void;
  /** An event of SageMaker's or CloudTrail's reaches the bus now. */
  deliver(event: unknown): void;
  /** Everything that failed too often is tried again. */
  redrive(): void;
  queue: CollectQueue;
};

export const createPipeline = (tools: CollectTools & { onRun: OnRun }): Pipeline => {
  const queue = createCollectQueue({ ...tools, random: tools.random.fork('collect') });
  const plan = createPlanRule({ ...tools, random: tools.random.fork('plan'), queue });
  const snapshot = createSnapshotRule({ ...tools, random: tools.random.fork('snapshot'), queue });
  return {
    fire: (eventTime) => {
      plan(eventTime);
      // Until the sweep is there.
      for (const record of tools.records.all()) {
        const { name, arn, createdAt, deletedBy } = record;
        if (deletedBy === undefined || eventTime > deletedBy + 10_800) continue;
        queue.send(arn, `sweep ${arn} ${createdAt} ${eventTime}`, {
          endpoint: { name, arn, createdAt, modifiedAt: createdAt },
          eventTime,
        });
      }
    },
    deliver: snapshot.deliver,
    redrive: () => {
      queue.redrive();
      snapshot.redrive();
    },
    queue,
  };
};
