// The thread in which one Lambda function runs: it imports the bundle unchanged and calls its handler.
import { pathToFileURL } from 'node:url';
import { parentPort, workerData } from 'node:worker_threads';
import { overrideDate } from './overrideDate.ts';
import type { ClockReading } from './runClock.ts';
import type { FromWorker, FunctionError, ToWorker, WorkerSetup } from './workerProtocol.ts';

type Handler = (event: unknown, context: unknown) => unknown;

const setup: WorkerSetup = workerData;

let clock: ClockReading = setup.clock;
let readAt = performance.now();
const setClock = (reading: ClockReading): void => {
  clock = reading;
  readAt = performance.now();
};
overrideDate(() => clock.milliseconds + (clock.isMoving ? performance.now() - readAt : 0));

const tell = (message: FromWorker): void => parentPort?.postMessage(message);

const describeError = (error: unknown): FunctionError =>
  error instanceof Error
    ? { errorType: error.name, errorMessage: error.message, trace: (error.stack ?? '').split('\n') }
    : { errorType: typeof error, errorMessage: String(error) };

const isHandler = (value: unknown): value is Handler => typeof value === 'function';

const importHandler = async (): Promise<Handler> => {
  const bundle: Record<string, unknown> = await import(pathToFileURL(setup.handlerFile).href);
  const handler = bundle[setup.handlerExport];
  if (isHandler(handler)) return handler;
  throw new TypeError(`${setup.handlerFile} exports no function ${setup.handlerExport}`);
};

const invoke = async (handler: Handler, message: ToWorker): Promise<void> => {
  setClock(message.clock);
  const deadline = performance.now() + message.timeoutMilliseconds;
  const context = {
    ...message.context,
    callbackWaitsForEmptyEventLoop: true,
    getRemainingTimeInMillis: () => Math.max(0, Math.floor(deadline - performance.now())),
  };
  try {
    const result = await handler(message.event, context);
    tell({ kind: 'returned', payload: JSON.stringify(result) ?? 'null' });
  } catch (error) {
    tell({ kind: 'threw', error: describeError(error) });
  }
};

try {
  const handler = await importHandler();
  parentPort?.on('message', (message: ToWorker) => void invoke(handler, message));
  tell({ kind: 'ready' });
} catch (error) {
  tell({ kind: 'unusable', error: describeError(error) });
}
