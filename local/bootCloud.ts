import { availableParallelism } from 'node:os';
import { basename, join } from 'node:path';
import { sweepExpired } from '#local/aws/dynamodb/sweepExpired.ts';
import { openDynamoDb } from '#local/aws/dynamodb.ts';
import { createEventBridgeService } from '#local/aws/eventbridge/eventBridgeService.ts';
import type { BusEvent } from '#local/aws/eventbridge/timedEvent.ts';
import { openFront } from '#local/aws/front.ts';
import type { FaultPlan, JsonService } from '#local/aws/jsonService.ts';
import { openSqs, type Sqs } from '#local/aws/sqs.ts';
import { createCaller, type ServiceCaller } from '#local/aws/wire/callService.ts';
import { serveJson } from '#local/aws/wire/serveJson.ts';
import type { Clock } from '#local/clock.ts';
import { createAsyncInvoker } from '#local/runtime/asyncInvoker.ts';
import { type CloudRun, createCloudRun, createTally, type Tally } from '#local/runtime/cloudRun.ts';
import { createQueues } from '#local/runtime/createQueues.ts';
import { createTable } from '#local/runtime/createTable.ts';
import { findDeadLetters, findWaitingQueues, type WaitingQueue } from '#local/runtime/deadLetters.ts';
import { createEventBus, type EventBus } from '#local/runtime/eventBus.ts';
import { createEventSource, type EventSource } from '#local/runtime/eventSource.ts';
import type { LogLine } from '#local/runtime/executionEnvironment.ts';
import { createLambdaFunction, type Invocation, type LambdaFunction } from '#local/runtime/lambdaFunction.ts';
import { lockFolder } from '#local/runtime/lockFolder.ts';
import { createRuleScheduler } from '#local/runtime/ruleScheduler.ts';
import { readStack, type Stack } from '#local/template/readStack.ts';
import type { StackPlace } from '#local/template/resourceKinds.ts';

export type CloudOptions = {
  /** The synthesized template, `<Stack>.template.json`; the stack's name is taken from the file's. */
  templateFile: string;
  assemblyDir: string;
  /** 0 takes any free port. */
  port: number;
  clock: Clock;
  /** The stand-ins besides DynamoDB, SQS and EventBridge. */
  services: readonly JsonService[];
  /** Overrides of the template's parameters. */
  parameters?: Readonly<Record<string, string>>;
  /** A folder in which the tables are kept; in memory without one. Queues are always in memory. */
  dataDir?: string;
  region?: string;
  accountId?: string;
  faults?: FaultPlan;
  /** The most invocations of one function at a time, within what the template allows. */
  maxConcurrency?: number;
  onLog?: (line: LogLine) => void;
  onInvocation?: (invocation: Invocation) => void;
  /** Told of every event that somebody puts on the bus, whether a rule waits for it or not. */
  onEvent?: (event: BusEvent) => void;
};

/** A stack that runs on this machine. */
export type LocalCloud = CloudRun & {
  /** The one port that serves everything, such as `http://127.0.0.1:4570`. */
  url: string;
  region: string;
  accountId: string;
  outputs: Readonly<Record<string, string>>;
  /** What the template made, with physical names. */
  resources: Pick<Stack, 'tables' | 'queues' | 'functions' | 'mappings' | 'rules'>;
  /** Queues with messages that no enabled mapping reads, dead-letter queues aside. */
  waitingWithoutConsumer(): Promise<WaitingQueue[]>;
  /** Ends the functions and closes the port; a kept folder is then free. */
  stop(): Promise<void>;
};

type Running = {
  options: CloudOptions;
  place: StackPlace;
  stack: Stack;
  sqs: Sqs;
  callSqs: ServiceCaller;
  callDynamoDb: ServiceCaller;
  bus: EventBus;
  tally: Tally;
};

const startFunctions = ({ options, place, stack, tally }: Running): LambdaFunction[] =>
  stack.functions.map((spec) =>
    createLambdaFunction(spec, {
      place: { region: place.region, endpointUrl: place.url },
      clock: options.clock,
      onLog: options.onLog ?? (() => undefined),
      onInvocation: (invocation) => {
        tally.countInvocation(invocation);
        options.onInvocation?.(invocation);
      },
    }),
  );

const startSources = (
  { options, place, stack, sqs, callSqs, tally }: Running,
  functions: readonly LambdaFunction[],
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

const startRun = (running: Running, functions: readonly LambdaFunction[]): CloudRun => {
  const { options, place, stack, sqs, bus, tally } = running;
  const reasons = new Map<string, string>();
  return createCloudRun({
    clock: options.clock,
    region: place.region,
    accountId: place.accountId,
    functions,
    sources: startSources(running, functions, reasons),
    scheduler: createRuleScheduler(stack.rules, options.clock.now()),
    bus,
    invoker: createAsyncInvoker(tally.addFailure),
    tally,
    findDeadLetters: () => findDeadLetters(sqs, stack.queues, reasons),
    sweep: async (now) => {
      for (const { name, definition, ttlAttribute } of stack.tables) {
        if (ttlAttribute === undefined) continue;
        const keys = definition.KeySchema.map(({ AttributeName }) => AttributeName);
        await sweepExpired(running.callDynamoDb, { tableName: name, keys, ttlAttribute }, now);
      }
    },
  });
};

const startCloud = async (options: CloudOptions, disposers: (() => unknown)[]): Promise<LocalCloud> => {
  const { region = 'us-east-1', accountId = '111122223333' } = options;
  if (options.dataDir !== undefined) disposers.push(lockFolder(options.dataDir));
  const front = await openFront(options);
  disposers.push(front.close);
  const stackName = basename(options.templateFile).replace(/\.template\.json$/, '');
  const place: StackPlace = { stackName, region, accountId, url: front.url };
  const stack = readStack({ ...options, place });

  const path = options.dataDir === undefined ? {} : { path: join(options.dataDir, 'dynamodb') };
  const dynamoDb = openDynamoDb({ ...path, region, accountId });
  disposers.push(dynamoDb.close);
  const sqs = await openSqs({ url: front.url, accountId, region, clock: options.clock });
  disposers.push(sqs.close);
  const bus = createEventBus(stack.rules);
  const eventBridge = createEventBridgeService({
    region,
    accountId,
    now: options.clock.now,
    put: (event) => {
      options.onEvent?.(event.event);
      bus.put(event);
    },
  });
  for (const service of [...options.services, eventBridge]) front.serve(serveJson(service));
  front.serve(dynamoDb.service);
  front.serve(sqs.service);

  const callDynamoDb = createCaller(dynamoDb.service, region);
  const callSqs = createCaller(sqs.service, region);
  for (const table of stack.tables) await createTable(callDynamoDb, table);
  await createQueues(callSqs, stack.queues);

  const running = { options, place, stack, sqs, callSqs, callDynamoDb, bus, tally: createTally() };
  const functions = startFunctions(running);
  disposers.push(() => Promise.all(functions.map((target) => target.stop())));
  const consumed = stack.mappings.filter(({ isEnabled }) => isEnabled).map(({ queue }) => queue);
  return {
    ...startRun(running, functions),
    url: front.url,
    region,
    accountId,
    outputs: stack.outputs,
    resources: stack,
    waitingWithoutConsumer: () => findWaitingQueues(sqs, stack.queues, consumed),
    stop: () => dispose(disposers),
  };
};

/** Last opened, first closed. */
const dispose = async (disposers: (() => unknown)[]): Promise<void> => {
  for (let close = disposers.pop(); close !== undefined; close = disposers.pop()) await close();
};

/**
 * Runs a synthesized stack on this machine: its tables, queues, functions, event source mappings and rules, and
 * nothing that the template does not have. Nothing moves until `runDue` is called.
 * @throws PortTakenError, FolderInUseError, and TemplateError for what cannot be run here.
 */
export const bootCloud = async (options: CloudOptions): Promise<LocalCloud> => {
  const disposers: (() => unknown)[] = [];
  try {
    return await startCloud(options, disposers);
  } catch (error) {
    await dispose(disposers);
    throw error;
  }
};
