import { randomUUID } from 'node:crypto';
import type { Clock } from '#local/clock.ts';
import type { FunctionSpec } from '#local/template/functionSpec.ts';
import {
  type ExecutionEnvironment,
  type InvocationResult,
  type LogLine,
  startEnvironment,
} from './executionEnvironment.ts';
import { type FunctionPlace, functionVariables } from './functionVariables.ts';
import { readClock } from './runClock.ts';

/** One invocation that has ended. */
export type Invocation = {
  functionName: string;
  requestId: string;
  /** Real time, start of the thread included. */
  milliseconds: number;
  result: InvocationResult;
};

/** A Lambda function that can be invoked. */
export type LambdaFunction = {
  spec: FunctionSpec;
  invoke(event: unknown): Promise<InvocationResult>;
  stop(): Promise<void>;
};

const throttled: InvocationResult = {
  error: {
    errorType: 'TooManyRequestsException',
    errorMessage: 'Rate Exceeded: its concurrency is reserved as 0',
  },
};

/**
 * A function with as many threads as it has invocations at one time, started when first needed and kept; a
 * thread that died is replaced at the next invocation.
 */
export const createLambdaFunction = (
  spec: FunctionSpec,
  options: {
    place: FunctionPlace;
    clock: Clock;
    onLog: (line: LogLine) => void;
    onInvocation: (invocation: Invocation) => void;
  },
): LambdaFunction => {
  const variables = functionVariables(spec, options.place);
  const environments = new Set<ExecutionEnvironment>();
  const idle: ExecutionEnvironment[] = [];

  const start = (): ExecutionEnvironment => {
    const clock = readClock(options.clock);
    const environment = startEnvironment({ spec, variables, clock, onLog: options.onLog });
    environments.add(environment);
    return environment;
  };
  const takeIdle = (): ExecutionEnvironment | undefined => {
    const environment = idle.pop();
    if (environment === undefined || environment.isAlive()) return environment;
    environments.delete(environment);
    return takeIdle();
  };
  const release = (environment: ExecutionEnvironment): void => {
    if (environment.isAlive()) idle.push(environment);
    else environments.delete(environment);
  };
  const describe = (requestId: string) => ({
    awsRequestId: requestId,
    functionName: spec.name,
    functionVersion: '$LATEST',
    invokedFunctionArn: spec.arn,
    memoryLimitInMB: String(spec.memorySize),
    logGroupName: spec.logGroup,
    logStreamName: 'local',
  });

  return {
    spec,
    invoke: async (event) => {
      if (spec.reservedConcurrency === 0) return throttled;
      const startedAt = performance.now();
      const requestId = randomUUID();
      const environment = takeIdle() ?? start();
      const result = await environment.invoke(event, describe(requestId), readClock(options.clock));
      release(environment);
      const milliseconds = performance.now() - startedAt;
      options.onInvocation({ functionName: spec.name, requestId, milliseconds, result });
      return result;
    },
    stop: async () => {
      await Promise.all([...environments].map((environment) => environment.stop()));
    },
  };
};
