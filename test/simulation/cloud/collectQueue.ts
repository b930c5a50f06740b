import { collectEndpoint } from '#functions/collect/collectEndpoint.ts';
import { instant } from '#shared/domain/time.ts';
import type { CollectMessage } from '#shared/messages/collectMessage.ts';
import { type CollectTools, createCollectSandbox, type Sandbox } from './collectSandbox.ts';
import { createFifoQueue, type FifoQueue } from './fifoQueue.ts';
import { type Invocation, invoke } from './invocation.ts';
import type { OnRun } from './onRun.ts';

const collectSeconds = 120;
const reserveSeconds = 45;

export type CollectQueue = FifoQueue<CollectMessage> & {
  /** The next runs start on new Lambdas, that remember nothing. */
  recycle(): void;
};

/** The queue of endpoints to collect and the Lambdas of `collect` that read it. */
export const createCollectQueue = (tools: CollectTools & { onRun: OnRun }): CollectQueue => {
  const { timeline, faults, random, onRun } = tools;
  let idle: Sandbox[] = [];
  let generation = 0;
  /** Endpoints whose last whole run was given less than there was, so that the next is given all. */
  const thinned = new Set<string>();
  const running = new Map<string, number>();

  const takeSandbox = (): Sandbox => {
    if (faults.strikes('recycledSandbox', timeline.now())) idle = [];
    return idle.pop() ?? createCollectSandbox(tools);
  };
  const queue = createFifoQueue<CollectMessage>(timeline, faults, random.fork('queue'), (message, done) => {
    const sandbox = takeSandbox();
    const bornIn = generation;
    const { arn } = message.endpoint;
    const wasThinned = thinned.has(arn);
    const thinning = { isAllowed: () => !thinned.has(arn), onThinned: () => void thinned.add(arn) };
    const collect = ({ step, remaining }: Invocation) => {
      sandbox.use(step, thinning);
      const now = instant(Math.floor(timeline.now()));
      tools.delays.longest = Math.max(tools.delays.longest, now - message.eventTime);
      return collectEndpoint({ ...message, now, hasTime: () => remaining() > reserveSeconds }, sandbox.deps);
    };
    const others = running.get(arn) ?? 0;
    running.set(arn, others + 1);
    if (others > 0) faults.count('overlap');
    invoke(tools, collectSeconds, collect, (outcome, error) => {
      running.set(arn, (running.get(arn) ?? 1) - 1);
      const isAlive = outcome === 'done' || outcome === 'failed';
      if (isAlive && bornIn === generation) idle.push(sandbox);
      if (outcome === 'done' && wasThinned) thinned.delete(arn);
      onRun('collect', outcome, error);
      done(outcome === 'done');
    });
  });
  return {
    ...queue,
    recycle: () => {
      generation += 1;
      idle = [];
    },
  };
};
