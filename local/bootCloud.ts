import { basename, join } from 'node:path';
import { openDynamoDb } from '#local/aws/dynamodb.ts';
import { createArchives } from '#local/aws/eventbridge/createArchives.ts';
import { createReplays } from '#local/aws/eventbridge/createReplays.ts';
import { createEventBridgeService } from '#local/aws/eventbridge/eventBridgeService.ts';
import type { BusEvent } from '#local/aws/eventbridge/timedEvent.ts';
import { openFront } from '#local/aws/front.ts';
import type { FaultPlan, JsonService } from '#local/aws/jsonService.ts';
import { createIssuer, type Issuer } from '#local/aws/oidc/createIssuer.ts';
import { createSnsService } from '#local/aws/sns/snsService.ts';
import { openSqs } from '#local/aws/sqs.ts';
import { createCaller } from '#local/aws/wire/callService.ts';
import { serveJson } from '#local/aws/wire/serveJson.ts';
import { serveQuery } from '#local/aws/wire/serveQuery.ts';
import type { Clock } from '#local/clock.ts';
import type { CloudRun } from '#local/runtime/cloudRun.ts';
import { createQueues } from '#local/runtime/createQueues.ts';
import { createTable } from '#local/runtime/createTable.ts';
import { findWaitingQueues, type WaitingQueue } from '#local/runtime/deadLetters.ts';
import type { Message } from '#local/runtime/delivery/message.ts';
import { createEventBus } from '#local/runtime/eventBus.ts';
import type { LogLine } from '#local/runtime/executionEnvironment.ts';
import { createHttpApi } from '#local/runtime/httpApi/createHttpApi.ts';
import { createLambdaFunction, type Invocation } from '#local/runtime/lambdaFunction.ts';
import { lockFolder } from '#local/runtime/lockFolder.ts';
import { startRun } from '#local/startRun.ts';
import { readStack, type Stack } from '#local/template/readStack.ts';
import type { StackPlace } from '#local/template/resourceKinds.ts';

type Overrides = Readonly<Record<string, string>>;

export type CloudOptions = {
  /** The synthesized template, `<Stack>.template.json`; the stack's name is taken from the file's. */
  templateFile: string;
  assemblyDir: string;
  /** 0 takes any free port. */
  port: number;
  clock: Clock;
  /** The stand-ins besides DynamoDB, SQS, SNS and EventBridge. */
  services: readonly JsonService[];
  /** Overrides of the template's parameters, or what makes them when the run's issuer of tokens is known. */
  parameters?: Overrides | ((issuer: Pick<Issuer, 'url' | 'audience'>) => Overrides);
  /** A folder in which the tables are kept; in memory without one. Queues are always in memory. */
  dataDir?: string;
  region?: string;
  accountId?: string;
  faults?: FaultPlan;
  /** The most invocations of one function at a time, within what the template allows. */
  maxConcurrency?: number;
  onLog?: (line: LogLine) => void;
  onInvocation?: (invocation: Invocation) => void;
  /** Told of every event that somebody puts on a bus, whether a rule waits for it or not. */
  onEvent?: (event: BusEvent) => void;
  /** Told of every message to people, as they would read it: mails, chats, calls of servers and actions of others. */
  onMessage?: (message: Message) => void;
};

/** A stack that runs on this machine. */
export type LocalCloud = CloudRun & {
  /** The one port that serves everything, such as `http://127.0.0.1:4570`. */
  url: string;
  region: string;
  accountId: string;
  outputs: Readonly<Record<string, string>>;
  /** What the template made, with physical names. */
  resources: Pick<
    Stack,
    'tables' | 'queues' | 'functions' | 'mappings' | 'buses' | 'rules' | 'topics' | 'httpApi'
  >;
  /** A token of the run's own OpenID Connect issuer, for an API whose authorizer has it as its issuer. */
  issueToken: Issuer['issueToken'];
  /** The messages to people so far. */
  messages(): readonly Message[];
  /** Queues with messages that no enabled mapping reads, dead-letter queues aside. */
  waitingWithoutConsumer(): Promise<WaitingQueue[]>;
  /** Ends the functions and closes the port; a kept folder is then free. */
  stop(): Promise<void>;
};

const startCloud = async (options: CloudOptions, disposers: (() => unknown)[]): Promise<LocalCloud> => {
  const { region = 'us-east-1', accountId = '111122223333' } = options;
  if (options.dataDir !== undefined) disposers.push(lockFolder(options.dataDir));
  const front = await openFront(options);
  disposers.push(front.close);
  const stackName = basename(options.templateFile).replace(/\.template\.json$/, '');
  const place: StackPlace = { stackName, region, accountId, url: front.url };
  const issuer = createIssuer(front.url, options.clock);
  const { parameters = {} } = options;
  const overrides = typeof parameters === 'function' ? parameters(issuer) : parameters;
  const stack = readStack({ ...options, parameters: overrides, place });

  const path = options.dataDir === undefined ? {} : { path: join(options.dataDir, 'dynamodb') };
  const dynamoDb = openDynamoDb({ ...path, region, accountId });
  disposers.push(dynamoDb.close);
  const sqs = await openSqs({ url: front.url, accountId, region, clock: options.clock });
  disposers.push(sqs.close);
  const bus = createEventBus(stack.rules);
  const archives = createArchives(stack.archives);
  const home = { region, accountId, now: options.clock.now };
  const replays = createReplays({ ...home, archives, put: bus.put });
  const eventBridge = createEventBridgeService({
    ...home,
    replays,
    buses: stack.buses.map(({ name }) => name),
    put: (event, busName) => {
      options.onEvent?.(event.event);
      archives.keep(event, busName);
      bus.put(event, busName);
    },
  });
  for (const service of [...options.services, eventBridge]) front.serve(serveJson(service));
  front.serve(dynamoDb.service);
  front.serve(sqs.service);

  const callDynamoDb = createCaller(dynamoDb.service, region);
  const callSqs = createCaller(sqs.service, region);
  for (const table of stack.tables) await createTable(callDynamoDb, table);
  await createQueues(callSqs, stack.queues);

  const functions = stack.functions.map((spec) =>
    createLambdaFunction(spec, {
      place: { region, endpointUrl: front.url },
      clock: options.clock,
      onLog: options.onLog ?? (() => undefined),
      onInvocation: options.onInvocation ?? (() => undefined),
    }),
  );
  disposers.push(() => Promise.all(functions.map((target) => target.stop())));
  front.mount(issuer.handle);
  if (stack.httpApi !== undefined) {
    front.mount(createHttpApi(stack.httpApi, { region, accountId, clock: options.clock, functions }));
  }
  const consumed = stack.mappings.filter(({ isEnabled }) => isEnabled).map(({ queue }) => queue);
  const messages: Message[] = [];
  const show = (message: Message): void => {
    messages.push(message);
    options.onMessage?.(message);
  };
  const opened = { options: { ...options, show }, place, stack, sqs, callSqs, callDynamoDb, bus, functions };
  const { run, topics } = startRun(opened);
  front.serve(serveQuery(createSnsService(topics, { accountId })));
  return {
    ...run,
    messages: () => messages,
    url: front.url,
    region,
    accountId,
    outputs: stack.outputs,
    resources: stack,
    issueToken: issuer.issueToken,
    waitingWithoutConsumer: () => findWaitingQueues(sqs, stack, consumed),
    stop: () => dispose(disposers),
  };
};

/** Last opened, first closed. */
const dispose = async (disposers: (() => unknown)[]): Promise<void> => {
  for (let close = disposers.pop(); close !== undefined; close = disposers.pop()) await close();
};

/**
 * Runs a synthesized stack on this machine: its tables, queues, topics, functions, event source mappings, rules and HTTP API,
 * and nothing that the template does not have. But for the API, nothing moves until `runDue` is called.
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
