import { setTimeout as sleep } from 'node:timers/promises';
import type { HttpAnswer } from '#local/aws/wire/httpCall.ts';
import type { LambdaFunction } from '#local/runtime/lambdaFunction.ts';
import type { HttpApiEvent } from './createEvent.ts';
import { messageAnswer } from './messageAnswer.ts';
import { readResponse } from './readResponse.ts';

/** What Lambda takes and gives in one synchronous invocation, in bytes; it has room for a little more on the way back. */
const maxEventBytes = 6 * 1024 * 1024;
const maxResultBytes = maxEventBytes + 100;

const internalError = messageAnswer(500, 'Internal Server Error');
const tooLarge = messageAnswer(413, 'Request Entity Too Large');
const unavailable = messageAnswer(503, 'Service Unavailable');

/**
 * Invokes a route's function and turns what comes of it into an answer: an error, a timeout of the function's own or a
 * result that cannot be read into 500, and a function that is slower than the integration waits into 503, while it goes on.
 */
export const invokeRoute = async (
  target: LambdaFunction,
  event: HttpApiEvent,
  timeoutMilliseconds: number,
): Promise<HttpAnswer> => {
  if (Buffer.byteLength(JSON.stringify(event)) > maxEventBytes) return tooLarge;
  const waiting = new AbortController();
  const result = await Promise.race([
    target.invoke(event),
    sleep(timeoutMilliseconds, undefined, { signal: waiting.signal }),
  ]).finally(() => waiting.abort());
  if (result === undefined) return unavailable;
  if ('error' in result) return internalError;
  if (Buffer.byteLength(JSON.stringify(result.payload)) > maxResultBytes) return internalError;
  return readResponse(result.payload) ?? internalError;
};
