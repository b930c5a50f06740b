import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { AwsError, type FaultPlan } from '#local/aws/jsonService.ts';
import type { Clock } from '#local/clock.ts';
import { applyFault, type SentAnswer } from './wire/applyFault.ts';
import { errorAnswer } from './wire/errorAnswer.ts';
import { type HttpAnswer, type HttpHandler, pathOf } from './wire/httpCall.ts';
import { readBody } from './wire/readBody.ts';
import { readCall } from './wire/readCall.ts';
import { isLoopbackHost, routeRequest } from './wire/routeRequest.ts';
import type { WireService } from './wire/wireService.ts';

/** The port that was asked for is in use. */
export class PortTakenError extends Error {
  override readonly name = 'PortTakenError';
  readonly code = 'local.port_taken';
  readonly port: number;

  constructor(port: number, cause: unknown) {
    super(`port ${port} on 127.0.0.1 is taken: end what listens there, or choose another with --port`, {
      cause,
    });
    this.port = port;
  }
}

/** The one port that all services are served from. */
export type Front = {
  /** Such as `http://127.0.0.1:4570`. */
  url: string;
  /** Puts a service behind the port; one with the same target prefix is replaced. */
  serve(service: WireService): void;
  /** Puts a handler behind every path but `/`, which AWS services are called by; the first that has an answer gives it. */
  mount(handler: HttpHandler): void;
  /** Closes the port and every connection to it. */
  close(): Promise<void>;
};

const portFault = { contentType: 'application/x-amz-json-1.0', errorNamespace: 'tenner.local' };

const parseQuietly = (body: string): unknown => {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
};

const textHeaders = (headers: IncomingMessage['headers']): Record<string, string | undefined> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, value?.toString()]));

/** What stands behind the port. */
type Behind = {
  services: readonly WireService[];
  handlers: readonly HttpHandler[];
  faults: FaultPlan | undefined;
};

type Sent = { answer: HttpAnswer; isCut: boolean };

const askHandlers = async (
  request: IncomingMessage,
  handlers: readonly HttpHandler[],
): Promise<HttpAnswer | undefined> => {
  const call = readCall(request);
  if (pathOf(call) === '/') return undefined;
  for (const handler of handlers) {
    const answer = await handler(call);
    if (answer !== undefined) return answer;
  }
  return undefined;
};

const callService = async (request: IncomingMessage, { services, faults }: Behind): Promise<SentAnswer> => {
  const route = routeRequest(services, request.method ?? '', request.headers);
  const { service } = route;
  const body = await readBody(request);
  const form = service.protocol === 'query' ? new URLSearchParams(body) : undefined;
  const operation = route.operation ?? form?.get('Action') ?? '';
  const input = form === undefined ? parseQuietly(body) : Object.fromEntries(form);
  const fault = faults?.({ service: service.signingName, operation, input });
  const run = () => service.handle({ operation, body, headers: textHeaders(request.headers) });
  return await applyFault(fault, service, run);
};

/** As AWS services name each answer of theirs. */
const nameAnswer = ({ answer, isCut }: SentAnswer): Sent => ({
  answer: { ...answer, headers: { ...answer.headers, 'x-amzn-requestid': randomUUID() } },
  isCut,
});

const answerRequest = async (request: IncomingMessage, behind: Behind): Promise<Sent> => {
  try {
    if (!isLoopbackHost(request.headers.host)) {
      const message = `the Host header ${request.headers.host ?? ''} does not name this machine; use 127.0.0.1`;
      throw new AwsError('AccessDeniedException', message, { status: 403 });
    }
    const answer = await askHandlers(request, behind.handlers);
    return answer === undefined ? nameAnswer(await callService(request, behind)) : { answer, isCut: false };
  } catch (error) {
    const known =
      error instanceof AwsError ? error : new AwsError('InternalFailure', String(error), { status: 500 });
    return nameAnswer({ answer: errorAnswer(portFault, known), isCut: false });
  }
};

const send = (response: ServerResponse, { answer, isCut }: Sent, now: number): void => {
  const { body } = answer;
  response.writeHead(answer.status, {
    ...answer.headers,
    'content-length': Buffer.byteLength(body),
    date: new Date(now * 1000).toUTCString(),
  });
  if (!isCut) response.end(body);
  else response.write(body.slice(0, body.length >> 1), () => response.destroy());
};

const listen = (server: Server, port: number): Promise<number> => {
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  server.once('error', (error: NodeJS.ErrnoException) =>
    reject(error.code === 'EADDRINUSE' ? new PortTakenError(port, error) : error),
  );
  server.listen(port, '127.0.0.1', () => {
    const address = server.address();
    resolve(typeof address === 'object' && address !== null ? address.port : port);
  });
  return promise;
};

/**
 * Opens the port on 127.0.0.1 (0 takes any free one). Every call goes through `faults`. The `Date` header is
 * the run's clock, as SDKs correct their own by it.
 * @throws PortTakenError when something else listens there.
 */
export const openFront = async (options: {
  port: number;
  clock: Clock;
  faults?: FaultPlan;
}): Promise<Front> => {
  const services: WireService[] = [];
  const handlers: HttpHandler[] = [];
  const behind = { services, handlers, faults: options.faults };
  const server = createServer((request, response) => {
    void answerRequest(request, behind).then((sent) => send(response, sent, options.clock.now()));
  });
  // Functions may rest for minutes between two calls; a connection closed under them would be an error.
  server.keepAliveTimeout = 0;
  const port = await listen(server, options.port);
  return {
    url: `http://127.0.0.1:${port}`,
    serve: (service) => {
      const at = services.findIndex(({ targetPrefix }) => targetPrefix === service.targetPrefix);
      services.splice(at < 0 ? services.length : at, at < 0 ? 0 : 1, service);
    },
    mount: (handler) => void handlers.push(handler),
    close: () => {
      const { promise, resolve } = Promise.withResolvers<void>();
      server.close(() => resolve());
      server.closeAllConnections();
      return promise;
    },
  };
};
