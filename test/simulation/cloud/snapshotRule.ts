import * as z from 'zod';
import { parseLifecycleEvent } from '#functions/snapshot/parseLifecycleEvent.ts';
import { recordEndpoint } from '#functions/snapshot/recordEndpoint.ts';
import { instant } from '#shared/domain/time.ts';
import type { MemoryEndpointRecords } from '#test/fakes/memoryEndpointRecords.ts';
import { noFaults } from '../faults/faultPlan.ts';
import { invokeAsync } from './invokeAsync.ts';
import type { OnRun } from './onRun.ts';
import { createQueueMessages, type PlanTools } from './planRule.ts';

export type SnapshotTools = PlanTools & { records: MemoryEndpointRecords; onRun: OnRun };

export type SnapshotRule = {
  /** An event of SageMaker's or CloudTrail's reaches the bus. */
  deliver(event: unknown): void;
  /** Events that `snapshot` could not take are tried again. */
  redrive(): void;
};

const snapshotSeconds = 60;

const stateChange = z.object({ detail: z.object({ EndpointStatus: z.string() }) });

/** Whether an update begins: only while it is under way does SageMaker say when that was. */
const isUpdating = (event: unknown): boolean =>
  stateChange.safeParse(event).data?.detail.EndpointStatus === 'UPDATING';

/**
 * The rule on endpoints' comings and goings: `snapshot`, with events that are late, doubled and out of order. That an update
 * begins is always heard at once: whose instances are whose hangs on when it did, and nothing tells that afterwards.
 */
export const createSnapshotRule = (tools: SnapshotTools): SnapshotRule => {
  const { timeline, faults, random, fleet, records, onRun } = tools;
  let dead: unknown[] = [];
  const record = (event: unknown): void =>
    invokeAsync(
      isUpdating(event) ? { ...tools, faults: noFaults } : tools,
      snapshotSeconds,
      ({ step }) =>
        recordEndpoint(
          { event: parseLifecycleEvent(event), now: instant(Math.floor(timeline.now())) },
          {
            records: records.through(step),
            describeEndpoint: (ref) =>
              step('describeEndpoint', () => fleet.describeEndpoint(ref, timeline.now())),
            describeConfig: (name) =>
              step('describeConfig', () => fleet.describeConfig(name, timeline.now())),
            findEndpoint: (name) => step('findEndpoint', () => fleet.findEndpoint(name, timeline.now())),
            findComponent: (name) => step('findComponent', () => fleet.findComponent(name, timeline.now())),
            queueMessages: createQueueMessages(tools, step),
          },
        ),
      (outcome, error, isLast) => {
        onRun('snapshot', outcome, error);
        if (outcome !== 'done' && isLast) dead.push(event);
      },
    );
  return {
    deliver: (event) => {
      if (isUpdating(event)) {
        record(event);
        return;
      }
      const late = faults.strikes('delayedEvent', timeline.now())
        ? Math.min(random.next() * random.pick([60, 900, 3_600]), faults.calmAt - timeline.now())
        : 0;
      timeline.after(late, () => record(event));
      if (faults.strikes('doubledEvent', timeline.now()))
        timeline.after(late + random.next() * 600, () => record(event));
    },
    redrive: () => {
      const again = dead;
      dead = [];
      for (const event of again) record(event);
    },
  };
};
