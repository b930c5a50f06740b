import { availableParallelism } from 'node:os';
import { sweepExpired } from '#local/aws/dynamodb/sweepExpired.ts';
import { createTopics, type Topics } from '#local/aws/sns/createTopics.ts';
import type { Sqs } from '#local/aws/sqs.ts';
import type { ServiceCaller } from '#local/aws/wire/callService.ts';
import type { Clock } from '#local/clock.ts';
import { createAsyncInvoker } from '#local/runtime/asyncInvoker.ts';
import { type CloudRun, createCloudRun, createTally, type Tally } from '#local/runtime/cloudRun.ts';
import { findDeadLetters } from '#local/runtime/deadLetters.ts';
import { createDeliver } from '#local/runtime/delivery/createDeliver.ts';
import { createNotify } from '#local/runtime/delivery/createNotify.ts';
import { createDeadLetterSender } from '#local/runtime/delivery/deadLetterSender.ts';
import { createHttpSender } from '#local/runtime/delivery/httpSender.ts';
import type { Message } from '#local/runtime/delivery/message.ts';
import type { EventBus } from '#local/runtime/eventBus.ts';
import { createEventSource, type EventSource } from '#local/runtime/eventSource.ts';
import type { LambdaFunction } from '#local/runtime/lambdaFunction.ts';
import { createRuleScheduler } from '#local/runtime/ruleScheduler.ts';
import type { Stack } from '#local/template/readStack.ts';
import type { StackPlace } from '#local/template/resourceKinds.ts';

/** What is open already: the stack, the services it needs, and its functions. */
type Opened = {
  options: { clock: Clock; maxConcurrency?: number; show(message: Message): void };
  place: StackPlace;
  stack: Stack;
  sqs: Sqs;
  callSqs: ServiceCaller;
  callDynamoDb: ServiceCaller;
  bus: EventBus;
  functions: readonly LambdaFunction[];
};

/** The function as rules and queues invoke it: what comes of it is counted, which what the HTTP API does is not. */
const countInvocations = (target: LambdaFunction, tally: Tally): LambdaFunction => ({
  ...target,
  invoke: async (event) => {
    const result = await target.invoke(event);
    tally.countInvocation({ functionName: target.spec.name, result });
    return result;
  },
});

const startSources = (
  { options, place, stack, sqs, callSqs, functions }: Opened,
  tally: Tally,
  reasons: Map<string, string>,
): EventSource[] =>
  stack.mappings.flatMap((mapping) => {
    const target = functions.find(({ spec }) => spec === mapping.function);
    if (!mapping.isEnabled || target === undefined) return [];
    const bounds = [mapping.maximumConcurrency, mapping.function.reservedConcurrency];
    const most = options.maxConcurrency ?? Math.max(2, availableParallelism());
    return createEventSource({
      mapping,
      queueUrl: `${place.url}/${place.accountId}/${mapping.queue.name}`,
      region: place.region,
      sqs,
      call: callSqs,
      function: target,
      clock: options.clock,
      concurrency: Math.max(1, Math.min(most, ...bounds.flatMap((bound) => bound ?? []))),
      onFailure: ({ messageId, reason }) => {
        reasons.set(messageId, reason);
        tally.addFailure({ functionName: mapping.function.name, messageId, reason });
      },
    });
  });

/** What takes events and messages of a stack where they go, and tries again what fails. */
const openDelivery = (
  { options, place, stack, callSqs, functions }: Opened,
  tally: Tally,
  reasons: Map<string, string>,
) => {
  const onGivenUp = tally.addFailure;
  const invoker = createAsyncInvoker(onGivenUp);
  const sender = createHttpSender();
  const sendDeadLetter = createDeadLetterSender(callSqs, place, reasons);
  const parts = { place, functions, callSqs, invoker, sender, sendDeadLetter, show: options.show, onGivenUp };
  const { topics: specs, subscriptions } = stack;
  const notify = createNotify(parts);
  const topics = createTopics({ topics: specs, subscriptions, now: options.clock.now, notify });
  return { topics, deliver: createDeliver({ ...parts, topics }), retriers: [invoker, sender] };
};

/** Joins a stack's rules, topics and queues to its functions. Nothing moves until the run is told to. */
export const startRun = (opened: Opened): { run: CloudRun; topics: Topics } => {
  const { options, place, stack, sqs, bus } = opened;
  const tally = createTally();
  const reasons = new Map<string, string>();
  const functions = opened.functions.map((target) => countInvocations(target, tally));
  const { topics, deliver, retriers } = openDelivery({ ...opened, functions }, tally, reasons);
  const run = createCloudRun({
    clock: options.clock,
    region: place.region,
    accountId: place.accountId,
    sources: startSources({ ...opened, functions }, tally, reasons),
    scheduler: createRuleScheduler(stack.rules, options.clock.now()),
    bus,
    deliver,
    retriers,
    tally,
    findDeadLetters: () => findDeadLetters(sqs, stack, reasons),
    sweep: async (now) => {
      for (const { name, definition, ttlAttribute } of stack.tables) {
        if (ttlAttribute === undefined) continue;
        const keys = definition.KeySchema.map(({ AttributeName }) => AttributeName);
        await sweepExpired(opened.callDynamoDb, { tableName: name, keys, ttlAttribute }, now);
      }
    },
  });
  return { run, topics };
};
