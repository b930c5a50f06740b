import { collectEndpoint } from '#functions/collect/collectEndpoint.ts';
import { planCollection } from '#functions/plan/planCollection.ts';
import { ConflictError } from '#shared/domain/errors.ts';
import { type Instant, instant } from '#shared/domain/time.ts';
import type { CollectMessage } from '#shared/messages/collectMessage.ts';
import { type CollectTools, createCollectSandbox, type Sandbox } from './cloud/collectSandbox.ts';
import { createFifoQueue } from './cloud/fifoQueue.ts';
import { type Invocation, invoke, isOutage, type Outcome } from './cloud/invocation.ts';

export type PipelineTools = CollectTools & {
  onRun(run: { message: CollectMessage; outcome: Outcome; error: unknown }): void;
};

/** The scheduled pipeline on a timeline: rule → plan → queue → collect. */
export type Pipeline = {
  /** The rule fires for this time, now. */
  fire(eventTime: Instant): void;
  redrive(): void;
  /** Starts every function afresh. */
  recycle(): void;
  sizes(): { waiting: number; dead: number };
};

const collectSeconds = 120;
const planSeconds = 60;
const reserveSeconds = 45;

/** Asynchronous invocations that failed are tried twice more. */
const planRetries = [60, 120];

/** What may come of faults: an outage, or too many others at once. */
const isExpected = (error: unknown): boolean => isOutage(error) || error instanceof ConflictError;

export const createPipeline = (tools: PipelineTools): Pipeline => {
  const { timeline, faults, random, fleet, onRun } = tools;
  let idle: Sandbox[] = [];
  /** Endpoints whose last whole run was given less than there was, so that the next is given all. */
  const thinned = new Set<string>();

  const takeSandbox = (): Sandbox => {
    if (faults.strikes('recycledSandbox', timeline.now())) idle = [];
    return idle.pop() ?? createCollectSandbox(tools);
  };

  const queue = createFifoQueue<CollectMessage>(timeline, faults, random.fork('queue'), (message, done) => {
    const sandbox = takeSandbox();
    const { arn } = message.endpoint;
    const wasThinned = thinned.has(arn);
    const thinning = { isAllowed: () => !thinned.has(arn), onThinned: () => void thinned.add(arn) };
    const collect = async ({ step, remaining }: Invocation) => {
      sandbox.use(step, thinning);
      const now = instant(Math.floor(timeline.now()));
      return collectEndpoint({ ...message, now, hasTime: () => remaining() > reserveSeconds }, sandbox.deps);
    };
    invoke({ timeline, faults, random }, collectSeconds, collect, (outcome, error) => {
      if (outcome === 'done' || outcome === 'failed') idle.push(sandbox);
      if (outcome === 'done' && wasThinned) thinned.delete(arn);
      if (error instanceof ConflictError) faults.count('conflict');
      onRun({ message, outcome, error: isExpected(error) ? undefined : error });
      done(outcome === 'done');
    });
  });

  const plan = (eventTime: Instant, retries: readonly number[]): void => {
    invoke(
      { timeline, faults, random },
      planSeconds,
      ({ step }) =>
        planCollection(
          { eventTime },
          {
            listEndpoints: async function* () {
              yield await step('listEndpoints', () => fleet.listEndpoints(timeline.now()));
            },
            queueMessages: (messages) =>
              step('queueMessages', () => {
                for (const message of messages) {
                  if (faults.strikes('partialBatch', timeline.now())) throw new Error('some were not sent');
                  const { endpoint } = message;
                  queue.send(endpoint.arn, `${endpoint.arn} ${endpoint.createdAt} ${eventTime}`, message);
                }
              }),
          },
        ),
      (outcome) => {
        const [wait, ...rest] = retries;
        if (outcome !== 'done' && wait !== undefined) timeline.after(wait, () => plan(eventTime, rest));
      },
    );
  };

  return {
    fire: (eventTime) => {
      plan(eventTime, planRetries);
      if (faults.strikes('doubledEvent', timeline.now()))
        timeline.after(random.next() * 600, () => plan(eventTime, planRetries));
    },
    redrive: queue.redrive,
    recycle: () => {
      idle = [];
    },
    sizes: queue.sizes,
  };
};
