import type { ClockReading } from './runClock.ts';

/** What a function's thread is started with. */
export type WorkerSetup = { handlerFile: string; handlerExport: string; clock: ClockReading };

/** The plain half of Lambda's context object. */
export type InvocationContext = {
  awsRequestId: string;
  functionName: string;
  functionVersion: string;
  invokedFunctionArn: string;
  memoryLimitInMB: string;
  logGroupName: string;
  logStreamName: string;
};

export type ToWorker = {
  event: unknown;
  context: InvocationContext;
  clock: ClockReading;
  timeoutMilliseconds: number;
};

/** An error as Lambda reports it. */
export type FunctionError = { errorType: string; errorMessage: string; trace?: string[] };

export type FromWorker =
  | { kind: 'ready' }
  | { kind: 'unusable'; error: FunctionError }
  /** `payload` is the result as JSON text. */
  | { kind: 'returned'; payload: string }
  | { kind: 'threw'; error: FunctionError };
