import type { IncomingMessage } from 'node:http';
import type { HttpCall } from './httpCall.ts';
import { readBytes } from './readBytes.ts';

/** Names and values stand in turn in Node's list. */
const pairHeaders = (rawHeaders: readonly string[]): [string, string][] =>
  rawHeaders.flatMap((name, index): [string, string][] =>
    index % 2 === 0 ? [[name.toLowerCase(), rawHeaders[index + 1] ?? '']] : [],
  );

/** A request of Node's as a call; its body is read when it is asked for. */
export const readCall = (request: IncomingMessage): HttpCall => ({
  method: request.method ?? '',
  target: request.url ?? '',
  httpVersion: request.httpVersion,
  headers: pairHeaders(request.rawHeaders),
  sourceIp: request.socket.remoteAddress ?? '',
  readBody: (maxBytes) => readBytes(request, maxBytes),
});
