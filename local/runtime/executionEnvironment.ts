import type { Readable } from 'node:stream';
import { Worker } from 'node:worker_threads';
import type { FunctionSpec } from '#local/template/functionSpec.ts';
import { createLineSplitter } from './lineSplitter.ts';
import type { ClockReading } from './runClock.ts';
import type {
  FromWorker,
  FunctionError,
  InvocationContext,
  ToWorker,
  WorkerSetup,
} from './workerProtocol.ts';

export type InvocationResult = { payload: unknown } | { error: FunctionError };

/** A line that a function wrote. */
export type LogLine = { functionName: string; stream: 'stdout' | 'stderr'; text: string };

/** One thread of a function: takes one invocation at a time. */
export type ExecutionEnvironment = {
  /** False once it has crashed, timed out or could not start; it is then of no more use. */
  isAlive(): boolean;
  invoke(event: unknown, context: InvocationContext, clock: ClockReading): Promise<InvocationResult>;
  stop(): Promise<void>;
};

/** Lambda gives a function ten seconds to start. */
const initSeconds = 10;

type Start = {
  spec: FunctionSpec;
  variables: Readonly<Record<string, string>>;
  clock: ClockReading;
  onLog: (line: LogLine) => void;
};

const startWorker = ({ spec, variables, clock, onLog }: Start): Worker => {
  const setup: WorkerSetup = { handlerFile: spec.handlerFile, handlerExport: spec.handlerExport, clock };
  const worker = new Worker(new URL('./lambdaWorker.ts', import.meta.url), {
    workerData: setup,
    env: { ...variables },
    execArgv: [],
    stdout: true,
    stderr: true,
    resourceLimits: { maxOldGenerationSizeMb: spec.memorySize },
  });
  const forward = (stream: LogLine['stream'], readable: Readable): void => {
    const lines = createLineSplitter((text) => onLog({ functionName: spec.name, stream, text }));
    readable.setEncoding('utf8').on('data', lines.write).on('end', lines.end);
  };
  forward('stdout', worker.stdout);
  forward('stderr', worker.stderr);
  return worker;
};

const timedOut = (seconds: number): FunctionError => ({
  errorType: 'Sandbox.Timedout',
  errorMessage: `Task timed out after ${seconds.toFixed(2)} seconds`,
});

/** Starts a thread for a function; it imports the bundle while the first invocation waits. */
export const startEnvironment = (start: Start): ExecutionEnvironment => {
  const { timeout } = start.spec;
  const worker = startWorker(start);
  let death: FunctionError | undefined;
  let isReady = false;
  let pending: { message: ToWorker; settle: (result: InvocationResult) => void } | undefined;
  let timer: NodeJS.Timeout | undefined;

  const settle = (result: InvocationResult): void => {
    clearTimeout(timer);
    const settled = pending;
    pending = undefined;
    settled?.settle(result);
  };
  const die = (error: FunctionError): void => {
    death ??= error;
    void worker.terminate();
    settle({ error: death });
  };
  const limit = (seconds: number): void => {
    clearTimeout(timer);
    timer = setTimeout(() => die(timedOut(seconds)), seconds * 1000);
  };
  const send = (): void => {
    if (pending === undefined || !isReady) return;
    limit(timeout);
    worker.postMessage(pending.message);
  };

  worker.on('message', (message: FromWorker) => {
    switch (message.kind) {
      case 'ready':
        isReady = true;
        return send();
      case 'unusable':
        return die(message.error);
      case 'returned':
        return settle({ payload: JSON.parse(message.payload) });
      case 'threw':
        return settle({ error: message.error });
    }
  });
  worker.on('error', (error: unknown) =>
    die(
      error instanceof Error
        ? { errorType: error.name, errorMessage: error.message }
        : { errorType: 'Runtime.Unknown', errorMessage: String(error) },
    ),
  );
  worker.on('exit', (status) =>
    die({ errorType: 'Runtime.ExitError', errorMessage: `Runtime exited with error: exit status ${status}` }),
  );

  return {
    isAlive: () => death === undefined,
    invoke: (event, context, clock) => {
      const { promise, resolve } = Promise.withResolvers<InvocationResult>();
      if (death !== undefined) return Promise.resolve({ error: death });
      pending = { message: { event, context, clock, timeoutMilliseconds: timeout * 1000 }, settle: resolve };
      if (isReady) send();
      else limit(initSeconds);
      return promise;
    },
    stop: async () => {
      death ??= { errorType: 'Runtime.Stopped', errorMessage: 'the local run has stopped' };
      await worker.terminate();
    },
  };
};
